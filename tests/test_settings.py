from __future__ import annotations

import json
from pathlib import Path

import pytest

from leqing_desktop.settings import RECENT_LIMIT, DeskSettings


def test_a_change_is_on_disk_at_once(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    settings = DeskSettings(file)
    settings.clerk = " 王敏 "
    settings.zoom = 125
    assert DeskSettings(file).clerk == "王敏"
    assert DeskSettings(file).zoom == 125


@pytest.mark.parametrize("text", ["{", "[1]", "null", "\x00", "“"])
def test_a_broken_file_is_kept_aside_and_defaults_hold(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="utf-8")
    settings = DeskSettings(file)
    assert settings.clerk == ""
    assert (tmp_path / "settings.json.broken").read_text(encoding="utf-8") == text


def test_a_file_that_is_no_text_is_kept_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b"\xff\xfe\x00\x81")
    assert DeskSettings(file).theme == "system"
    assert (tmp_path / "settings.json.broken").exists()


def test_values_of_the_wrong_kind_fall_back(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    values = {"theme": "pink", "zoom": "big", "density": 3, "recent": {"a": 1}, "backup_folder": 7}
    file.write_text(json.dumps(values), encoding="utf-8")
    settings = DeskSettings(file)
    assert (settings.theme, settings.zoom, settings.density) == ("system", 100, "standard")
    assert settings.recent == ()
    assert settings.backup_folder is None


def test_recent_ledgers_newest_first_without_doubles(tmp_path: Path) -> None:
    settings = DeskSettings(tmp_path / "settings.json")
    ledgers = [tmp_path / f"{n}.leqing" for n in range(RECENT_LIMIT + 3)]
    for ledger in ledgers:
        settings.remember(ledger)
    settings.remember(ledgers[-2])
    assert settings.recent[:2] == (ledgers[-2], ledgers[-1])
    assert len(settings.recent) == RECENT_LIMIT
    settings.forget(ledgers[-2])
    assert settings.recent[0] == ledgers[-1]


def test_a_folder_that_cannot_be_made_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = DeskSettings(tmp_path / "file" / "settings.json")
    settings.clerk = "李楠"
    assert settings.clerk == "李楠"


def test_no_scrap_is_left_beside_the_file(tmp_path: Path) -> None:
    settings = DeskSettings(tmp_path / "settings.json")
    for zoom in (110, 125, 150):
        settings.zoom = zoom
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]
