"""File dialogs start where the clerk was last, beside the ledger, or in 文档."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.places import beside, documents_folder, used_last


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "文档"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _which: str(folder))
    return folder


def test_documents_are_where_the_system_says(documents: Path) -> None:
    assert documents_folder() == documents
    documents.rmdir()
    assert documents_folder() == Path.home()


def test_the_folder_used_last_comes_back_until_it_is_gone(
    documents: Path, tmp_path: Path, desk: DeskSettings
) -> None:
    assert used_last(desk, "export.folder") == documents
    last = tmp_path / "U 盘"
    last.mkdir()
    desk.set("export.folder", str(last))
    assert used_last(desk, "export.folder") == last
    last.rmdir()
    assert used_last(desk, "export.folder") == documents


def test_beside_the_ledger_unless_that_takes_no_files(documents: Path, tmp_path: Path) -> None:
    assert beside(tmp_path / "台账.leqing") == tmp_path
    assert sorted(tmp_path.iterdir()) == [documents]
    assert beside(tmp_path / "没有" / "台账.leqing") == documents
