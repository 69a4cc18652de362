from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.application import make_application, translate
from leqing_desktop.ui.theme import theme


def test_qts_own_words_are_chinese(qapp: QApplication, qtbot: QtBot) -> None:
    assert translate(qapp)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


def test_the_application_takes_the_look_of_the_desk(qapp: QApplication, tmp_path: Path) -> None:
    settings = DeskSettings(tmp_path / "settings.json")
    settings.theme, settings.density = "dark", "compact"
    app = make_application(["leqing"], settings)
    try:
        assert app is QCoreApplication.instance()
        assert theme().dark
        assert theme().row_height == 24
        assert QLocale().language() == QLocale.Language.Chinese
        assert {16, 32, 48, 256} <= {size.width() for size in app.windowIcon().availableSizes()}
    finally:
        theme().apply("light")
