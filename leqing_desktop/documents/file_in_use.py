"""Says which program has a file open, on Windows, where an open file cannot be replaced."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from pathlib import Path

_SHARING, _LOCKED, _DENIED = 32, 33, 5
"""ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION; replacing an open file is ERROR_ACCESS_DENIED."""
_SESSION_KEY = 33
"""CCH_RM_SESSION_KEY and the end of the string."""
_AT_MOST = 10
_OFFICE = (
    ("excel", "Excel"),
    ("winword", "Word"),
    ("wps", "WPS"),
    ("et.exe", "WPS 表格"),
    ("kingsoft", "WPS"),
)


class ProcessInfo(ctypes.Structure):
    """RM_PROCESS_INFO of the Restart Manager (restartmanager.h), with its RM_UNIQUE_PROCESS."""

    _fields_ = (
        ("dwProcessId", ctypes.c_uint32),
        ("ProcessStartTime", ctypes.c_uint32 * 2),
        ("strAppName", ctypes.c_uint16 * 256),
        ("strServiceShortName", ctypes.c_uint16 * 64),
        ("ApplicationType", ctypes.c_uint32),
        ("AppStatus", ctypes.c_uint32),
        ("TSSessionId", ctypes.c_uint32),
        ("bRestartable", ctypes.c_int32),
    )


def is_in_use(path: Path, error: OSError) -> bool:
    """Whether a failure to write ``path`` comes from a program that has the file open."""
    number = getattr(error, "winerror", None)
    return number in (_SHARING, _LOCKED) or (number == _DENIED and bool(programs_with(path)))


def told(path: Path, error: OSError | ValueError) -> str:
    """The sentence for a file that is open elsewhere; empty for any other failure."""
    return sentence(path) if isinstance(error, OSError) and is_in_use(path, error) else ""


def sentence(path: Path) -> str:
    """What the clerk does about a file that is open elsewhere; names the program where known."""
    programs = [_known(name) for name in programs_with(path)]
    if not programs:
        return f"“{path.name}”正被其他程序打开，请在 Excel 或 WPS 里关闭它，再做一次。"
    names = "、".join(dict.fromkeys(programs))
    return f"“{path.name}”正在 {names} 里打开着，请在 {names} 里关闭它，再做一次。"


def programs_with(path: Path) -> tuple[str, ...]:
    """The programs that have a file open, as Windows calls them; empty where it does not say."""
    if sys.platform != "win32":
        return ()
    try:
        manager = ctypes.WinDLL("rstrtmgr")
    except OSError:
        return ()
    session = ctypes.c_uint32()
    key = (ctypes.c_wchar * _SESSION_KEY)()
    if manager.RmStartSession(ctypes.byref(session), 0, key):
        return ()
    try:
        files = (ctypes.c_wchar_p * 1)(str(path))
        if manager.RmRegisterResources(session, 1, files, 0, None, 0, None):
            return ()
        found = (ProcessInfo * _AT_MOST)()
        needed, count, why = ctypes.c_uint32(), ctypes.c_uint32(_AT_MOST), ctypes.c_uint32()
        if manager.RmGetList(
            session, ctypes.byref(needed), ctypes.byref(count), found, ctypes.byref(why)
        ):
            return ()
        return tuple(text_of(each.strAppName) for each in found[: count.value])
    finally:
        manager.RmEndSession(session)


def text_of(units: Sequence[int]) -> str:
    """The text of an array of UTF-16 units that ends with a zero."""
    whole = list(units)
    end = whole.index(0) if 0 in whole else len(whole)
    return b"".join(unit.to_bytes(2, "little") for unit in whole[:end]).decode(
        "utf-16-le", "replace"
    )


def _known(name: str) -> str:
    """A program by the name that clerks use."""
    lowered = name.casefold()
    return next((short for mark, short in _OFFICE if mark in lowered), name)
