from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leqing_desktop.documents.guarded_child import MEMORY_LIMIT, read_guarded
from leqing_desktop.documents.import_reader import read_import
from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.errors import Refused
from tests.documents.test_table_hostile import bomb, good, one_big_merge, stray, wide


def test_the_guarded_child_gives_the_same_answer_and_the_same_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(good())
    assert read_import(path).proposed == read_table(path)
    path.write_bytes(stray())
    with pytest.raises(Refused, match="XFD1048576"):
        read_import(path)


def test_a_child_that_takes_too_long_is_ended_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(good())
    with pytest.raises(Refused, match="秒"):
        read_guarded(read_table, path.name, path, seconds=0.0)


ABORT = """
import resource
from pathlib import Path
from leqing_desktop.documents.import_reader import read_import
from leqing_desktop.errors import Refused
if __name__ == "__main__":
    try:
        read_import(Path({path!r}))
    except Refused as error:
        print(error)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    import sys
    print(peak * 1024, any(name.startswith("PySide6") for name in sys.modules))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="内存上限只在 Linux 上设置")
@pytest.mark.parametrize("make", [stray, bomb, wide, one_big_merge], ids=lambda make: make.__name__)
def test_the_child_stays_within_its_memory(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    script = tmp_path / "ask.py"
    script.write_text(ABORT.format(path=str(path)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stderr == ""
    peak, qt = done.stdout.splitlines()[-1].split()
    assert int(peak) <= MEMORY_LIMIT
    assert qt == "False"
