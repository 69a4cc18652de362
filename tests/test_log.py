from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from leqing_desktop import log


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    yield
    log.stop()


def test_records_of_the_program_reach_the_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "leqing.log"
    log.start(file)
    logging.getLogger("leqing_desktop.ui.shell").info("打开")
    logging.getLogger("elsewhere").info("not ours")
    text = file.read_text(encoding="utf-8")
    assert "leqing_desktop.ui.shell 打开" in text
    assert "not ours" not in text


def test_starting_again_writes_each_record_once(tmp_path: Path) -> None:
    file = tmp_path / "leqing.log"
    log.start(file)
    log.start(file)
    logging.getLogger("leqing_desktop").info("once")
    assert file.read_text(encoding="utf-8").count("once") == 1


def test_the_file_turns_over_and_stays_small(tmp_path: Path) -> None:
    file = tmp_path / "leqing.log"
    log.start(file)
    logger = logging.getLogger("leqing_desktop")
    for _ in range(30):
        logger.info("x" * (log.MAX_BYTES // 10))
    assert file.stat().st_size <= log.MAX_BYTES
    assert len(list(tmp_path.iterdir())) == 1 + log.KEPT_FILES


def test_without_a_folder_the_records_go_to_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    log.start(tmp_path / "file" / "leqing.log")
    logging.getLogger("leqing_desktop").info("still told")
    assert "still told" in capsys.readouterr().err
