"""The bar on top: ledger, 演示数据, period with its state, search, help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import Chip

HEIGHT = 46
SEARCH_PAUSE_MS = 180
_WEEKDAYS = "一二三四五六日"


def due_words(due: date, today: date) -> str:
    """报送截止 10-15（周二）, with the year where it is not this year's."""
    day = f"{due:%m-%d}" if due.year == today.year else due.isoformat()
    passed = "，已过截止日" if due < today else ""
    return f"报送截止 {day}（周{_WEEKDAYS[due.weekday()]}）{passed}"


class TopBar(QWidget):
    """Signals: ``period_chosen(Period)``, ``period_wanted()`` for a new one, ``searched(text)``.

    ``dates_wanted()`` and ``lock_wanted()`` (to lock or to open) are about the period in view.
    """

    dates_wanted = Signal()
    lock_wanted = Signal()
    period_chosen = Signal(object)
    period_wanted = Signal()
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._periods: tuple[Period, ...] = ()
        self._make_ledger_part()
        self._make_search_part()
        self._lay_out()
        self._measure()
        # Signals, by sender
        self.dates_action.triggered.connect(self._dates_asked)
        self.lock_action.triggered.connect(self._lock_asked)
        self.period_box.activated.connect(self._period_activated)
        self.search.textChanged.connect(self._search_typed)
        self.search.returnPressed.connect(self._search_now)
        self._pause.timeout.connect(self._search_now)
        theme().changed.connect(self._measure)

    def set_menus(self, ledger: QMenu, help_menu: QMenu) -> None:
        """The menus under the ledger's name and under the question mark."""
        self.ledger_button.setMenu(ledger)
        self.help_button.setMenu(help_menu)

    def show_ledger(self, title: str, demo: bool, why_read_only: str = "") -> None:
        """Name the ledger; a demo and one that cannot be written say so beside its name."""
        short = title if len(title) <= 24 else f"{title[:23]}…"
        self.ledger_button.setText(short)
        self._demo.setVisible(demo)
        self._read_only.setVisible(bool(why_read_only))
        self._read_only.setToolTip(plain_tip(why_read_only))

    def show_periods(self, periods: Sequence[Period], current: Period | None) -> None:
        """The periods to choose from, newest first, and the one in view."""
        self._periods = tuple(periods)
        self.period_box.clear()
        for period in self._periods:
            self.period_box.addItem(period.label)
        if self._periods:
            self.period_box.insertSeparator(self.period_box.count())
        self.period_box.addItem(icon("plus"), "新的报送期…")
        if current in self._periods:
            self.period_box.setCurrentIndex(self._periods.index(current))
        else:
            self.period_box.setCurrentIndex(-1)
            self.period_box.setPlaceholderText("还没有报送期")

    def show_state(self, locked: bool | None, due: date | None, today: date) -> None:
        """Whether the period is open or locked, and until when units report (None: no period)."""
        self._state.setVisible(locked is not None)
        self.period_button.setVisible(locked is not None)
        self.period_button.setEnabled(self._read_only.isHidden())
        self.lock_action.setText("解锁…" if locked else "锁定…")
        self.lock_action.setIcon(icon("lock-open" if locked else "lock"))
        self.dates_action.setEnabled(not locked)
        self._due.setText(due_words(due, today) if due is not None and not locked else "")
        if locked is not None:
            self._state.show_state(
                "已锁定" if locked else "开放中", "neutral" if locked else "accent"
            )

    def set_compact(self, compact: bool) -> None:
        """Below 1500 px the due date is left to the tooltip."""
        self._due.setVisible(not compact)
        self._state.setToolTip(self._due.text() if compact else "")

    def focus_search(self) -> None:
        """Put the cursor into the search box, its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Esc empties the search box and leaves it; the wheel does not change the period."""
        if watched is self.period_box and event.type() == QEvent.Type.Wheel:
            return True
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.search.clearFocus()
                return True
        return super().eventFilter(watched, event)

    def _period_activated(self, index: int) -> None:
        if 0 <= index < len(self._periods):
            self.period_chosen.emit(self._periods[index])
        else:
            self.period_wanted.emit()

    def _dates_asked(self) -> None:
        self.dates_wanted.emit()

    def _lock_asked(self) -> None:
        self.lock_wanted.emit()

    def _search_typed(self) -> None:
        self._pause.start()

    def _search_now(self) -> None:
        self._pause.stop()
        self.searched.emit(self.search.text().strip())

    def _make_ledger_part(self) -> None:
        self.ledger_button = QToolButton(self)
        self.ledger_button.setIcon(icon("hard-drive"))
        self.ledger_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.ledger_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.ledger_button.setProperty("k", "ledger")
        self.ledger_button.setToolTip("台账：新建、打开、备份、关闭")
        self._demo = Chip("演示数据", "demo", self)
        self._read_only = Chip("只读", "yellow", self)
        self._line = QFrame(self)
        self._line.setProperty("k", "line")
        self.period_box = QComboBox(self)
        self.period_box.setAccessibleName("报送期")
        self.period_box.setToolTip("报送期")
        self._state = Chip("", "accent", self)
        self.period_button = QToolButton(self)
        self.period_button.setIcon(icon("chevron-down"))
        self.period_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.period_button.setProperty("k", "ledger")
        self.period_button.setToolTip("报送期：改日期、锁定、解锁")
        self.period_button.setAccessibleName("报送期的日期和锁定")
        menu = QMenu(self.period_button)
        self.dates_action = menu.addAction(icon("calendar-days"), "改日期…")
        self.lock_action = menu.addAction(icon("lock"), "锁定…")
        self.period_button.setMenu(menu)
        self._due = PlainLabel(parent=self)
        self._due.setProperty("k", "small")

    def _make_search_part(self) -> None:
        self.search = QLineEdit(self)
        self.search.setObjectName("search")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("搜索")
        self.search.setPlaceholderText("搜索举措、任务、单位、文号  Ctrl+F")
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self.period_box.installEventFilter(self)
        self.help_button = QToolButton(self)
        self.help_button.setIcon(icon("circle-question-mark"))
        self.help_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.help_button.setToolTip("帮助")
        self.help_button.setAccessibleName("帮助")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(10)
        for widget in (
            self.ledger_button,
            self._demo,
            self._read_only,
            self._line,
            self.period_box,
        ):
            row.addWidget(widget)
        row.addWidget(self._state)
        row.addWidget(self.period_button)
        row.addWidget(self._due)
        row.addStretch(1)
        row.addWidget(self.search, 300)
        row.addWidget(self.help_button)

    def _measure(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(HEIGHT))
        self._line.setFixedSize(1, look.px(20))
        self.period_box.setMinimumWidth(look.px(136))
        self.search.setMinimumWidth(look.px(120))
        self.search.setMaximumWidth(look.px(300))
        self.ledger_button.setFont(look.font(14, bold=True))
