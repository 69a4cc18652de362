"""Limits on this process's memory and processor time by a Job Object of Windows.

https://learn.microsoft.com/windows/win32/procthread/job-objects: a process cannot leave its job,
but the limits can be taken off again. Closing the last handle ends what is in the job; this
process holds the only one, so that whatever it started goes with it.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

PROCESS_TIME = 0x2
PROCESS_MEMORY = 0x100
KILL_ON_JOB_CLOSE = 0x2000
EXTENDED_LIMIT_INFORMATION = 9
"""JobObjectExtendedLimitInformation of JOBOBJECTINFOCLASS."""
_TICKS = 10_000_000
"""Units of 100 nanoseconds in a second."""


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; its six counters (IO_COUNTERS) are not used."""

    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def limits(memory: int, seconds: int) -> ExtendedLimits:
    """Limits of ``memory`` bytes committed and ``seconds`` of processor time from now; 0: none.

    Windows counts the time from the start of the process, hence what is used is added.
    """
    made = ExtendedLimits()
    flags = KILL_ON_JOB_CLOSE
    if memory:
        flags |= PROCESS_MEMORY
        made.ProcessMemoryLimit = memory
    if seconds:
        flags |= PROCESS_TIME
        made.BasicLimitInformation.PerProcessUserTimeLimit = int(
            (os.times().user + seconds) * _TICKS
        )
    made.BasicLimitInformation.LimitFlags = flags
    return made


class ProcessJob:
    """The job that this process put itself into; one a process, for jobs nest but never end."""

    def __init__(self) -> None:
        self._handle: int | None = None
        self._tried = False

    def put(self, memory: int, seconds: int) -> bool:
        """Set the limits of ``limits``; False where Windows does not let this process."""
        if sys.platform != "win32":
            return False
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not self._tried:
            self._tried = True
            self._handle = _entered(kernel)
        if self._handle is None:
            return False
        wanted = limits(memory, seconds)
        return bool(
            kernel.SetInformationJobObject(
                ctypes.c_void_p(self._handle),
                EXTENDED_LIMIT_INFORMATION,
                ctypes.byref(wanted),
                ctypes.sizeof(wanted),
            )
        )


OWN = ProcessJob()
"""The job of this process."""


def _entered(kernel: Any) -> int | None:
    """A new job with this process in it, None where Windows refuses (an older outer job)."""
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    handle: int | None = kernel.CreateJobObjectW(None, None)
    if not handle:
        return None
    this = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not kernel.AssignProcessToJobObject(ctypes.c_void_p(handle), this):
        kernel.CloseHandle(ctypes.c_void_p(handle))
        return None
    return handle
