"""What 乐清规划督办.exe runs."""

import multiprocessing
from pathlib import Path

if __name__ == "__main__":
    # Helpers are started by Python's own program: the launcher would open the window again.
    child = Path(__file__).resolve().parent.parent / "runtime" / "pythonw.exe"
    multiprocessing.set_executable(str(child))
    from leqing_desktop.app import window

    window()
