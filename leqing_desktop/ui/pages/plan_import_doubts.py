"""Settling doubts: each way that the list offers does what it says, as one step of the review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from leqing_desktop.domain import plan_draft_editing as editing
from leqing_desktop.domain.plan_draft import Doubt, Draft, NodeKind
from leqing_desktop.domain.plan_draft_doubts import (
    MISSING,
    STRANGER,
    agree,
    rival,
    stranger,
    strangers,
)
from leqing_desktop.ui.models.draft_cells import DUE_AT, UNITS_AT
from leqing_desktop.ui.models.draft_doubts import Choice, Way
from leqing_desktop.ui.models.draft_session import ReviewSession
from leqing_desktop.ui.pages.plan_import_commands import DraftCommands
from leqing_desktop.ui.widgets.doubt_view import DoubtView
from leqing_desktop.ui.widgets.draft_view import DraftView

STEP = "处理待定"


@dataclass(slots=True)
class _Wish:
    """A doubt with its number, and the words of the way that was chosen."""

    number: int
    doubt: Doubt
    words: str


class DoubtCommands(QObject):
    """Connects the list of doubts with the draft; ``told`` of the commands says what is amiss."""

    def __init__(
        self,
        session: ReviewSession,
        commands: DraftCommands,
        view: DraftView,
        doubts: DoubtView,
    ) -> None:
        super().__init__(doubts)
        self._session = session
        self._commands = commands
        self._view = view
        self._doubts = doubts
        self._agreed: set[str] = set()
        self._ways: dict[Way, Callable[[_Wish], object]] = {
            Way.NOTE: self._note,
            Way.USE_THIS: self._use_this,
            Way.USE_OTHER: self._use_other,
            Way.FILL_UNITS: partial(self._fill, UNITS_AT),
            Way.FILL_DUE: partial(self._fill, DUE_AT),
            Way.UNIT_LIST: self._unit_list,
            Way.AS_TASK: self._as_task,
            Way.BIN: self._bin,
            Way.TITLE: self._title,
            Way.REOPEN: self._reopen,
        }
        doubts.wanted.connect(self.settle)

    def begin(self) -> None:
        """Another file: no name is agreed upon yet."""
        self._agreed.clear()

    def settle(self, number: int, choice: Choice) -> None:
        """Do what a choice says about the doubt of a number."""
        wish = _Wish(number, self._session.draft.doubts[number], choice.words)
        self._ways[choice.way](wish)

    def step(self, by: int) -> bool:
        """Go to the next or previous doubt that waits; False where none does."""
        waiting = self._doubts.doubts.waiting
        if not waiting:
            return False
        here = self._doubts.currentIndex().row()
        ahead = [row for row in waiting if (row > here if by > 0 else row < here)]
        row = (ahead or waiting)[0 if by > 0 else -1]
        self._doubts.show_row(row)
        self._doubts.setFocus()
        return True

    def names_agreed(self, parent: QWidget) -> bool:
        """Before the import: ask once about units that the ledger's list lacks."""
        known = self._session.review.known_units
        unknown = [n for n in strangers(self._session.draft, known) if n not in self._agreed]
        return not unknown or self._ask_names(unknown, parent)

    # The ways

    def _do(self, wish: _Wish, change: Callable[[Draft], Draft], words: str = "") -> bool:
        def both(draft: Draft) -> Draft:
            return editing.settle(change(draft), wish.number, words or wish.words)

        return self._session.do(STEP, both)

    def _note(self, wish: _Wish) -> None:
        key = wish.doubt.key
        if wish.doubt.finding.kind == MISSING and key is not None:
            self._do(wish, lambda draft: editing.take(draft, [key], False))
        else:
            self._do(wish, lambda draft: draft)

    def _use_this(self, wish: _Wish) -> None:
        key = wish.doubt.key
        other = rival(self._session.draft, key) if key is not None else None
        if key is not None and other is not None:
            self._do(wish, lambda draft: agree(draft, other.key, key))

    def _use_other(self, wish: _Wish) -> None:
        key = wish.doubt.key
        other = rival(self._session.draft, key) if key is not None else None
        if key is not None and other is not None:
            self._do(wish, lambda draft: agree(draft, key, other.key))

    def _fill(self, column: int, wish: _Wish) -> None:
        """What is typed settles the doubt."""
        if wish.doubt.key is not None:
            self._view.type_at(wish.doubt.key, column)

    def _unit_list(self, wish: _Wish) -> None:
        name = stranger(self._session.draft, wish.doubt)
        if name:
            self._ask_names([name], self._view)

    def _as_task(self, wish: _Wish) -> None:
        place = wish.doubt.place
        text = self._session.review.file.text
        measure = self._commands.owner(NodeKind.TASK)
        if place is None or text is None:
            return
        if measure is None:
            self._commands.told.emit("请先在上面的识别结果里选中这句话所属的举措。")
            return
        words, new = text.text[place.start : place.end], self._session.draft.next_key()
        made = self._do(wish, lambda d: editing.insert(d, measure, NodeKind.TASK, words, place))
        if made:
            self._view.go_to(new)
            title = self._session.draft.node(measure).title
            self._commands.told.emit(
                f"这句话已放在举措“{title[:20]}”下；不是这里就按 Ctrl+Z，先选中它所属的举措。"
            )

    def _bin(self, wish: _Wish) -> None:
        key = wish.doubt.key
        if key is not None:
            self._do(wish, lambda draft: editing.take(draft, [key], True))

    def _title(self, wish: _Wish) -> None:
        from leqing_desktop.ui.dialogs.draft_texts import PlanTitleDialog

        dialog = PlanTitleDialog(self._session.draft.title, self._view)
        if dialog.exec():
            title = dialog.title
            self._do(wish, lambda draft: editing.retitle(draft, title), f"题名“{title.strip()}”")
        dialog.deleteLater()

    def _reopen(self, wish: _Wish) -> None:
        self._session.do("重新考虑", lambda draft: editing.settle(draft, wish.number, ""))

    def _ask_names(self, names: list[str], parent: QWidget) -> bool:
        """Another name, or a new unit; says whether the clerk answered."""
        from leqing_desktop.ui.dialogs.unknown_units import UnknownUnitsDialog

        dialog = UnknownUnitsDialog(names, self._session.review.known_units, parent)
        answered, answer = bool(dialog.exec()), dialog.answer
        dialog.deleteLater()
        if answered:
            self._agreed.update(answer.values())
            self._session.do("核对单位名称", lambda draft: _with_names(draft, answer))
        return answered


def _with_names(draft: Draft, answer: dict[str, str]) -> Draft:
    """The units under the names chosen, and what asked for them settled."""
    told = [(number, stranger(draft, doubt)) for number, doubt in enumerate(draft.doubts)]
    for old, new in answer.items():
        if new != old:
            draft = editing.rename_unit(draft, old, new)
    for number, name in told:
        doubt = draft.doubts[number]
        if name in answer and doubt.finding.kind == STRANGER and not doubt.settled:
            new = answer[name]
            words = f"改为{new}" if new != name else "加入名单"
            draft = editing.settle(draft, number, words)
    return draft
