"""The part of the self-test that needs Qt: translation, fonts on the screen, the window itself."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QLibraryInfo, QTimer, qVersion
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from leqing_desktop import paths
from leqing_desktop.child_processes import spawn_context
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.application import make_application, translate
from leqing_desktop.ui.crash import CrashReporter
from leqing_desktop.ui.one_instance import OneInstance
from leqing_desktop.ui.page_table import PAGES, PLACES
from leqing_desktop.ui.shell import LedgerDoors, Shell

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOK_MS = 20
_LONGEST_MS = 60_000
_PATIENCE = 20.0
_COLOURS = 8
"""A page of nothing but ground has fewer colours."""


class NotShown(Exception):
    """What is wrong with the window, in a sentence."""


def application(folder: Path) -> QApplication:
    """The application of the self-test, with settings of its own."""
    return make_application(["leqing"], DeskSettings(folder / "settings.json"))


def translation(folder: Path) -> str:
    """Qt's own words are Chinese."""
    app = application(folder)
    if not translate(app):
        raise NotShown(
            "没有 qtbase_zh_CN：" + QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        )
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    text = box.button(QDialogButtonBox.StandardButton.Cancel).text()
    if "取消" not in text:
        raise NotShown(f"取消按钮写着“{text}”。")
    return f"Qt {qVersion()}，取消按钮写着“{text}”"


def screen_fonts(folder: Path) -> str:
    """The bundled fonts load into Qt; the font of the screens has Chinese."""
    app = application(folder)
    families = []
    for path in sorted((paths.resources() / "fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            raise NotShown(f"Qt 不认字体“{path.name}”。")
        families += QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise NotShown("没有找到随带的字体。")
    lacking = [name for name in families if not QFontMetrics(QFont(name)).inFont("国")]
    if lacking:
        raise NotShown(f"字体里没有汉字：{'、'.join(lacking)}")
    shown = QFontMetrics(app.font()).inFont("国")
    own = "有" if shown else "没有（由系统另找字体）"
    return f"{len(families)} 个字体；界面字体“{app.font().family()}”{own}汉字"


def window_shown(ledger: Path, folder: Path, doors: LedgerDoors) -> str:
    """The window on a ledger, every page painted; how long until the first."""
    app = application(folder)
    settings = DeskSettings(folder / "settings.json")
    settings.clerk = "自检"
    shell = Shell(doors, settings, PAGES, CrashReporter(app))
    started = time.perf_counter()
    try:
        shell.start(ledger)
        window = shell.window
        if window is None:
            said = shell.start_page.banner.text if shell.start_page is not None else ""
            raise NotShown(f"窗口没有打开：{said}")
        _wait(lambda: not shell.background.busy)
        first = time.perf_counter() - started
        known = {entry.id for entry in PAGES}
        places = [place for place in PLACES if place.id in known]
        for place in places:
            window.show_page(place.id)
            _wait(lambda: not shell.background.busy)
            image = window.grab().toImage()
            if _colours(image) < _COLOURS:
                raise NotShown(f"“{place.title}”页是空白的。")
        window.close()
    finally:
        shell.shutdown()
    size = f"{image.width()}×{image.height()}"
    return (
        f"{QGuiApplication.platformName()} 平台，{size}，缩放 {window.devicePixelRatio():g}，"
        f"{first:.2f} 秒后显示第一页，{len(places)} 页都有内容"
    )


def second_start(folder: Path) -> str:
    """A second process hands its file to this one."""
    application(folder)
    desk, file = folder / "设置", folder / "双击的 台账.leqing"
    one = OneInstance(desk)
    heard: list[object] = []
    one.asked.connect(heard.append)
    if not (one.claim() and one.listen()):
        raise NotShown("没有占到位置，或没有开出通道。")
    started = time.perf_counter()
    try:
        child = spawn_context().Process(target=start_again, args=(desk, file))
        child.start()
        _wait(lambda: not child.is_alive())
        if child.exitcode == 0:
            _wait(lambda: bool(heard))
    finally:
        one.stop_listening()
        one.release()
    if child.exitcode != 0 or heard != [file.absolute()]:
        raise NotShown(f"第二次启动没有交接（退出码 {child.exitcode}）。")
    return f"第二次启动把“{file.name}”交给了已开的窗口，{time.perf_counter() - started:.2f} 秒"


def start_again(desk: Path, file: Path) -> None:
    """What a second start does; exit code 0 where the file was taken."""
    one = OneInstance(desk)
    sys.exit(0 if not one.claim() and one.hand_over(file, _PATIENCE) else 1)


def _wait(done: Callable[[], bool]) -> None:
    """Let the window work until it is at rest."""
    loop = QEventLoop()
    timer, late = QTimer(), QTimer()
    late.setSingleShot(True)
    late.timeout.connect(lambda: loop.exit(1))
    timer.timeout.connect(lambda: loop.exit(0) if done() else None)
    timer.start(_LOOK_MS)
    late.start(_LONGEST_MS)
    # The code, not another look: at rest once, the window may begin something new by itself.
    if loop.exec() != 0:
        raise NotShown(f"窗口 {_LONGEST_MS // 1000} 秒后还在忙。")


def _colours(image: QImage) -> int:
    """How many colours a coarse grid of the picture meets."""
    step = max(1, image.width() // 200)
    return len(
        {
            image.pixel(x, y)
            for x in range(0, image.width(), step)
            for y in range(0, image.height(), step)
        }
    )
