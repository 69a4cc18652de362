"""Errors nobody expected: a report that can be copied, from any thread, never a silent exit."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import platform
import re
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop import __version__
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel

MESSAGE_LIMIT = 300
SQL_VALUES = re.compile(r"\[parameters:.*", re.DOTALL)

_log = logging.getLogger(__name__)


def make_report(trace: str, now: datetime) -> str:
    """The text of a report: versions, system, traceback; values from a ledger are left out.

    The last lines of a traceback quote the error's own words, which may quote a cell: they are cut
    to 300 characters, statement values are dropped, and the home folder is written as ``~``.
    """
    *frames, message = _split(trace)
    message = SQL_VALUES.sub("[parameters …]", message)
    if len(message) > MESSAGE_LIMIT:
        message = message[:MESSAGE_LIMIT] + "…"
    body = "".join([*frames, message]).replace(str(Path.home()), "~").rstrip()
    return (
        f"乐清规划督办 {__version__}\n"
        f"时间 {now:%Y-%m-%d %H:%M:%S}\n"
        f"系统 {platform.platform()}\n"
        f"Python {platform.python_version()}，Qt {qVersion()}\n\n{body}\n"
    )


def _split(trace: str) -> list[str]:
    """A formatted traceback as its frames and, last, the error's message."""
    lines = trace.splitlines(keepends=True)
    last = 0
    for number, line in enumerate(lines):
        if line.startswith((" ", "Traceback")):
            last = number + 1
    return ["".join(lines[:last]), "".join(lines[last:])]


class CrashDialog(QDialog):
    """Says that something went wrong, what that means for the work, and gives the report."""

    def __init__(self, parent: QWidget | None, report: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = PlainLabel("程序遇到没有料到的错误", self)
        head.setProperty("k", "title")
        text = PlainLabel(
            "刚才这一步可能没有做成；此前已保存的内容都在台账里。可以关闭本窗口继续工作。"
            "请把下面的报告复制给维护人员，报告不含台账内容。",
            self,
        )
        text.setWordWrap(True)
        self.report = QPlainTextEdit(report, self)
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy_button = QPushButton(icon("copy"), "复制报告", self)
        self.copy_button.clicked.connect(self._copy)
        self.close_button = QPushButton("关闭，继续工作", self)
        self.close_button.setProperty("k", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(text)
        column.addWidget(self.report, 1)
        column.addLayout(buttons)
        self.resize(680, 420)

    def add(self, report: str) -> None:
        """Another error came while the dialog was open."""
        self.report.appendPlainText("\n" + report)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText("已复制")


class CrashReporter(QObject):
    """Catches what nothing else caught, on every thread, and shows it on the window's thread."""

    happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self._native: TextIO | None = None
        self.happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's hooks and Qt's messages until ``uninstall``."""
        sys.excepthook = self._python_error
        threading.excepthook = self._thread_error
        qInstallMessageHandler(self._qt_message)

    def watch_native(self, trace_file: Path) -> None:
        """Have a crash below Python leave its trace in a file; one of the last run is shown now."""
        try:
            left = ""
            if trace_file.exists():
                left = trace_file.read_text(encoding="utf-8", errors="replace")
                trace_file.unlink()
            trace_file.parent.mkdir(parents=True, exist_ok=True)
            self._native = trace_file.open("a", encoding="utf-8")
        except OSError as error:
            _log.warning("native crashes leave no trace: %s", error)
            return
        faulthandler.enable(self._native)
        if left.strip():
            self.tell(None, f"上次运行意外退出，当时的情形：\n{left}")

    def uninstall(self) -> None:
        """Give the hooks back to Python and Qt; after an orderly end no trace file is left."""
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            with contextlib.suppress(OSError):
                Path(self._native.name).unlink()
            self._native = None
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def tell(self, _error: object, trace: str) -> None:
        """Report an error that was caught together with its traceback."""
        report = make_report(trace, datetime.now())
        _log.error("%s", report)
        self.happened.emit(report)

    def _python_error(
        self, kind: type[BaseException], error: BaseException, tb: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        trace = "".join(traceback.format_exception(kind, error, tb))
        print(trace, file=sys.stderr)
        self.tell(error, trace)

    def _thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._python_error(args.exc_type, args.exc_value, args.exc_traceback)

    def _qt_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            self.tell(None, f"Qt: {text}\n")
        elif kind == QtMsgType.QtWarningMsg:
            _log.warning("Qt: %s", text)
        else:
            _log.debug("Qt: %s", text)

    @Slot(str)
    def _show(self, report: str) -> None:
        if self.dialog is not None:
            self.dialog.add(report)
            return
        try:
            self.dialog = CrashDialog(QApplication.activeWindow(), report)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()
        except Exception:
            # Reporting this one too would never end; the log and stderr have both.
            _log.exception("the crash dialog failed")

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
