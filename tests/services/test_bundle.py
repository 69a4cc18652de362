"""Making and opening ledgers, and what a ledger says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from leqing_desktop.domain.decomposition import Column, NewRow
from leqing_desktop.domain.level import Level
from leqing_desktop.errors import Refused
from leqing_desktop.services import bundle
from leqing_desktop.services.office import Office
from tests.ledgers import Clock, Desk, is_sentence, workspace


def test_an_empty_ledger_bears_its_files_name(tmp_path: Path) -> None:
    path = tmp_path / "我的规划.leqing"
    workspace(Clock()).create(path, "empty")
    services = workspace(Clock()).open(path, keep_backups=False)
    try:
        info = services.ledger.info()
        assert (info.title, info.demo, info.why_read_only) == ("我的规划", False, "")
        assert services.decomposition.tree() == ()
        assert services.office.read() == Office()
        services.decomposition.add(NewRow(Level.PROGRAMME, None, None, {Column.TITLE: "工程"}))
        assert [row.number for row in services.decomposition.tree()] == ["一"]
    finally:
        services.ledger.close()


def test_a_demonstration_says_so(tmp_path: Path) -> None:
    path = tmp_path / "演示.leqing"
    workspace(Clock()).create(path, demo=True)
    services = workspace(Clock()).open(path, keep_backups=False)
    try:
        assert services.ledger.info().demo
        assert services.office.read().series == "乐电专督"
    finally:
        services.ledger.close()


def test_a_ledger_that_is_there_is_never_made_anew(desk: Desk) -> None:
    before = desk.tables
    with pytest.raises(Refused) as caught:
        workspace(Clock()).create(desk.path)
    assert is_sentence(str(caught.value))
    assert desk.tables == before


def test_a_ledger_is_made_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bundle.BUILTIN_OFFICE, "series", object())
    path = tmp_path / "台账.leqing"
    with pytest.raises(Exception, match="serializable"):
        workspace(Clock()).create(path)
    assert not path.exists()


def test_the_office_is_kept_clean(desk: Desk) -> None:
    desk.services.office.save(Office("  市创建专班 \n", " 乐数专督 ", ""))
    assert desk.services.office.read() == Office("市创建专班", "乐数专督", "")
    for office in (
        Office("机密★1年", "乐数专督"),
        Office("字" * 61, "乐数专督"),
        Office("a\x00", "乐督"),
    ):
        with pytest.raises(Refused) as caught:
            desk.services.office.save(office)
        assert is_sentence(str(caught.value))
    desk.services.journal.undo()
    assert desk.services.office.read().series == "乐电专督"
