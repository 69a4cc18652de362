"""The ledgers of tests/ledgers.py and tests/reported.py for the tests of this folder."""

from __future__ import annotations

from tests.ledgers import clock, desk, master, small, small_master
from tests.reported import reported, reported_master

__all__ = ["clock", "desk", "master", "reported", "reported_master", "small", "small_master"]
