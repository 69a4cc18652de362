"""What is told to Windows about a child's limits, as far as any system can show it."""

from __future__ import annotations

import ctypes
import os
import sys

import pytest

from leqing_desktop.documents import guarded_job


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="按 64 位的结构写")
def test_the_structure_has_the_size_and_places_of_64_bit_windows() -> None:
    made = guarded_job.ExtendedLimits
    basic = made.BasicLimitInformation
    assert (ctypes.sizeof(made), basic.size) == (144, 64)
    assert made.ProcessMemoryLimit.offset == 112
    assert made.PeakJobMemoryUsed.offset == 136


def test_the_limits_say_what_they_hold() -> None:
    made = guarded_job.limits(500_000_000, 40)
    basic = made.BasicLimitInformation
    assert basic.LimitFlags == 0x2 | 0x100 | 0x2000
    assert made.ProcessMemoryLimit == 500_000_000
    assert 40.0 <= basic.PerProcessUserTimeLimit / 1e7 <= 40.1 + os.times().user
    none = guarded_job.limits(0, 0)
    assert none.BasicLimitInformation.LimitFlags == guarded_job.KILL_ON_JOB_CLOSE


def test_only_windows_has_jobs() -> None:
    assert guarded_job.ProcessJob().put(0, 0) is (sys.platform == "win32")
