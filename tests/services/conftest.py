"""The ledgers of tests/ledgers.py for the tests of this folder."""

from __future__ import annotations

from tests.ledgers import clock, desk, master, small, small_master

__all__ = ["clock", "desk", "master", "small", "small_master"]
