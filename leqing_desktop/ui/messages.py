"""The one gate for messages: the page's banner, the toast with 撤销, the confirming dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import restyle

TOAST_MS = 6000
ABOVE_FOOT = 40

_ICONS = {
    "info": ("info", "accent"),
    "ok": ("circle-check", "green_text"),
    "warn": ("triangle-alert", "yellow_text"),
    "error": ("circle-alert", "red_text"),
    "locked": ("lock", "text2"),
    "outside": ("square-pen", "outside_frame"),
}


class Banner(QFrame):
    """One line under a page's head: icon, sentence, at most two actions, 关闭. Hidden when empty.

    ``tone``: info ok warn error locked outside. What needs attention stays until it is answered or
    closed. A ``note`` stands behind what is said, whatever that is, until the clerk closes it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._icon = PlainLabel(parent=self)
        self._text = PlainLabel(parent=self)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._close = QToolButton(self)
        self._close.setIcon(icon("x"))
        self._close.setToolTip("关闭")
        self._close.clicked.connect(self._closed)
        self._said = self._note = ""
        self._actions: list[tuple[QPushButton, Callable[[], object]]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 6, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self._tone = "info"
        self._resize()
        theme().changed.connect(self._resize)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, empty when hidden."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def offers(self) -> bool:
        """Whether it stands there with a way out that nothing else should take away."""
        return bool(self._actions) and not self.isHidden()

    def say(self, tone: str, sentence: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """Show a sentence, replacing what stood there; ``actions`` are (words, what to do)."""
        self._drop_actions()
        self._said = sentence
        self._show_text(tone)
        before: QWidget = self._close
        for words, call in actions:
            button = QPushButton(words, self)
            button.setProperty("k", "link")
            button.clicked.connect(self._pressed)
            self._row.insertWidget(self._row.count() - 1, button)
            # A widget made later comes last of all otherwise, far from where it is seen.
            self.setTabOrder(before, button)
            before = button
            self._actions.append((button, call))

    def note(self, sentence: str) -> None:
        """Tell what the clerk should know although all goes well; what was said before stays."""
        self._note = sentence
        self._show_text(self._tone if self._said else "warn")

    def clear(self) -> None:
        """Take away what was said, and the banner with it unless a note stands there."""
        self._drop_actions()
        self._said = ""
        self._show_text("warn")

    def _closed(self) -> None:
        self._note = ""
        self.clear()

    def _show_text(self, tone: str) -> None:
        text = " ".join(filter(None, (self._said, self._note)))
        self._tone = tone
        restyle(self, "tone", tone)
        self._text.setText(text)
        self._text.setToolTip(plain_tip(text) if len(text) > 40 else "")
        self._close.setVisible(tone != "locked")
        self._resize()
        self.setVisible(bool(text))

    def _pressed(self) -> None:
        for button, call in self._actions:
            if button is self.sender():
                call()
                return

    def _drop_actions(self) -> None:
        for button, _call in self._actions:
            self._row.removeWidget(button)
            button.deleteLater()
        self._actions.clear()

    def _resize(self) -> None:
        self.setFixedHeight(theme().px(34))
        name, token = _ICONS[self._tone]
        side = theme().px(16)
        self._icon.setPixmap(icon(name, token).pixmap(side, side))


class Toast(QFrame):
    """What was done, at the lower edge of the window, with 撤销, for six seconds.

    It stays while the pointer is on it, so that 撤销 cannot slip away.
    """

    undo = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._text = PlainLabel(parent=self)
        self._button = QPushButton("撤销 Ctrl+Z", self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.setSpacing(24)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self.hide)
        self._host = host
        host.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown last."""
        return self._text.text()

    def say(self, sentence: str, undoable: bool) -> None:
        """Show a sentence; with ``undoable`` also the button that takes it back."""
        self._text.setText(sentence if len(sentence) <= 60 else f"{sentence[:59]}…")
        self._button.setVisible(undoable)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay at the lower edge when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Wait while the pointer is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Count down again."""
        self._timer.start()
        super().leaveEvent(event)

    def _undo(self) -> None:
        self.hide()
        self.undo.emit()

    def _place(self) -> None:
        host = self._host
        self.move(
            (host.width() - self.width()) // 2,
            host.height() - self.height() - theme().px(ABOVE_FOOT),
        )


class ConfirmDialog(QDialog):
    """Asks before what cannot be undone: title = verb + object, the consequence, a safe default."""

    def __init__(
        self, parent: QWidget | None, title: str, consequence: str, go: str, stay: str = "取消"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        head = PlainLabel(title, self)
        head.setProperty("k", "card")
        text = PlainLabel(consequence, self)
        text.setWordWrap(True)
        self.stay_button = QPushButton(stay, self)
        self.stay_button.setDefault(True)
        self.stay_button.clicked.connect(self.reject)
        self.go_button = QPushButton(go, self)
        self.go_button.setProperty("k", "danger")
        self.go_button.setAutoDefault(False)
        self.go_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(text)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(420))
        self.stay_button.setFocus()


def confirm(
    parent: QWidget | None, title: str, consequence: str, go: str, stay: str = "取消"
) -> bool:
    """Ask, and say whether the clerk chose ``go``; Esc and Enter choose ``stay``."""
    dialog = ConfirmDialog(parent, title, consequence, go, stay)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


def confirm_interruption(parent: QWidget, work: str) -> bool:
    """Ask before leaving cuts off the background work of this title."""
    lost = f"{work}还没有完成，现在离开它就会中断，文件不会生成。"
    return confirm(parent, "中断后台工作", lost, "中断并离开")
