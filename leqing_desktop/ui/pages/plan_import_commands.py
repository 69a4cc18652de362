"""What a clerk does to the chosen rows of the review, and to the words chosen in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from leqing_desktop.domain import plan_draft_editing as editing
from leqing_desktop.domain.plan_draft import Change, Draft, NodeKind
from leqing_desktop.domain.plan_draft_doubts import with_answers
from leqing_desktop.domain.plan_draft_units import add_unit, retype_units
from leqing_desktop.domain.plan_proposal import Place
from leqing_desktop.ui.models.draft_cells import DUE_AT, TITLE_AT, UNITS_AT, VALUE_AT
from leqing_desktop.ui.models.draft_model import DraftModel
from leqing_desktop.ui.models.draft_session import ReviewSession
from leqing_desktop.ui.widgets.draft_view import DraftView
from leqing_desktop.ui.widgets.source_text import SourceText

_TYPED: dict[int, tuple[str, Callable[[Draft, int, str], Draft]]] = {
    TITLE_AT: ("改名", editing.rename),
    VALUE_AT: ("改数值", editing.retarget),
    UNITS_AT: ("改单位", retype_units),
    DUE_AT: ("改期限", editing.redate),
}
_CLAUSES = re.compile(r"[；;。\n]")


class DraftCommands(QObject):
    """``told(sentence)`` where a wish makes no sense."""

    told = Signal(str)

    def __init__(self, session: ReviewSession, model: DraftModel, view: DraftView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view
        model.typed.connect(self._typed)
        view.tick_wanted.connect(self.tick)
        view.restore_wanted.connect(self._restore)

    def _typed(self, key: int, column: int, text: str) -> None:
        """What is refused stays in its cell with the sentence."""
        label, change = _TYPED[column]
        try:
            new = change(self._session.draft, key, text)
        except ValueError as error:
            self._model.fault(key, column, text, str(error))
            self.told.emit(str(error))
            return
        self._session.put(label, with_answers(new, key))

    def _restore(self, key: int) -> None:
        if key >= 0:
            self._model.restore(key)

    # Ticks

    def tick(self, keys: Sequence[int]) -> None:
        """Take the rows in, or leave them out where all of them are taken."""
        self._view.finish_editing()
        if keys:
            taken = all(self._session.draft.node(key).taken for key in keys)
            self._take(keys, not taken)

    def drop(self) -> None:
        """Leave the chosen rows out."""
        self._take(self._view.chosen(), False)

    def take_all(self) -> None:
        """Take everything in; what the ledger alone has stays as it is."""
        self._take(self._roots(), True)

    def take_none(self) -> None:
        """Leave everything out."""
        self._take(self._roots(), False)

    def take_only(self) -> None:
        """Take the measure of the current row alone."""
        measure = self.measure()
        if measure is None:
            self.told.emit("请先选中一项举措，或它下面的一条。")
            return

        def change(draft: Draft) -> Draft:
            none = editing.take(draft, self._roots(), False)
            return editing.take(none, [measure], True)

        self._session.do("只选这一项举措", change)

    def _roots(self) -> list[int]:
        top = self._session.draft.children(None)
        return [node.key for node in top if node.change is not Change.GONE]

    def _take(self, keys: Sequence[int], taken: bool) -> None:
        label = "勾选" if taken else "去勾"
        self._session.do(label, lambda draft: editing.take(draft, keys, taken))

    # Rows

    def merge(self) -> None:
        """Make one of the chosen rows; the first stays."""
        keys = self._view.chosen()
        if self._session.do("合并", lambda draft: editing.merge(draft, keys)):
            self._view.choose(keys[:1])

    def split(self) -> None:
        """Begin a new measure at the current row."""
        key, new = self._view.key, self._session.draft.next_key()
        if key >= 0 and self._session.do("拆出举措", lambda draft: editing.split(draft, key)):
            self._view.go_to(new, TITLE_AT)

    def split_task(self) -> None:
        """Make several tasks of the current one."""
        from leqing_desktop.ui.dialogs.draft_texts import SplitTaskDialog

        key = self._view.key
        if key < 0 or self._session.draft.node(key).kind is not NodeKind.TASK:
            self.told.emit("请先选中要拆开的任务。")
            return
        title = self._session.draft.node(key).title
        parts = [part.strip() for part in _CLAUSES.split(title) if part.strip()]
        dialog = SplitTaskDialog("\n".join(parts), self._view)
        if dialog.exec():
            titles = dialog.titles
            self._session.do("拆成几项任务", lambda d: editing.split_task(d, key, titles))
        dialog.deleteLater()

    def as_task(self) -> None:
        """Make tasks of the chosen indicators."""
        self._convert(NodeKind.TASK)

    def as_indicator(self) -> None:
        """Make indicators of the chosen tasks."""
        self._convert(NodeKind.INDICATOR)

    def _convert(self, kind: NodeKind) -> None:
        keys = self._view.chosen()

        def change(draft: Draft) -> Draft:
            for key in keys:
                draft = editing.convert(draft, key, kind)
            return draft

        if keys and self._session.do(f"改为{kind.label}", change):
            self._view.choose(keys)

    # Words of the source

    def measure(self) -> int | None:
        """The measure of the current row: itself, or the one above it."""
        return self._around(NodeKind.MEASURE)

    def _around(self, kind: NodeKind) -> int | None:
        """The record of a kind that the current row is, or stands below."""
        nodes, key = self._session.draft.index(), self._view.key
        path = (key, *self._session.draft.above(key)) if key in nodes else ()
        return next((k for k in path if nodes[k].kind is kind), None)

    def mark_as(self, kind: NodeKind, text: SourceText) -> None:
        """Make a record of the chosen words below the measure that is chosen at the right."""
        marked = text.marked_words()
        if marked is None:
            return
        words, start, end = marked
        if self.add(kind, words, self.place(start, end)):
            text.drop_mark()

    def add(self, kind: NodeKind, words: str, place: Place | None) -> bool:
        """A record of some words of the source; says whether it was made."""
        parent = self.owner(kind)
        new = self._session.draft.next_key()
        change = partial(editing.insert, parent=parent, kind=kind, words=words, place=place)
        made = self._session.do(f"设为{kind.label}", change)
        if made:
            self._view.go_to(new, TITLE_AT)
        return made

    def owner(self, kind: NodeKind) -> int | None:
        """Below what a new record of a kind is put: what the current row belongs to."""
        if kind is NodeKind.MEASURE:
            return self._around(NodeKind.PROGRAMME)
        goal = self._around(NodeKind.GOAL) if kind is NodeKind.INDICATOR else None
        return goal if goal is not None else self.measure()

    def mark_unit(self, text: SourceText) -> None:
        """Add the chosen words as units to the measure that is chosen at the right."""
        marked, measure = text.marked_words(), self.measure()
        if marked is None:
            return
        if measure is None:
            self.told.emit("请先在右边选中这个单位负责的举措。")
            return
        words, start, end = marked
        place = self.place(start, end)

        def change(draft: Draft) -> Draft:
            return with_answers(add_unit(draft, measure, words, place), measure)

        if self._session.do("设为单位", change):
            text.drop_mark()
            self._view.go_to(measure, UNITS_AT)

    def mark_dropped(self, text: SourceText) -> None:
        """Leave out every record whose words begin within the chosen ones."""
        marked = text.marked_words()
        if marked is None:
            return
        _words, start, end = marked
        keys = [
            node.key
            for node in self._session.draft.nodes
            if isinstance(node.place, Place) and start <= node.place.start < end
        ]
        if not keys:
            self.told.emit("选中的文字里没有识别出的内容。")
            return
        self._take(keys, False)
        text.drop_mark()

    def place(self, start: int, end: int) -> Place:
        """The place of some words: page and line of the nearest record before them."""
        before = [
            node.place
            for node in self._session.draft.nodes
            if isinstance(node.place, Place) and node.place.start <= start
        ]
        near = max(before, key=lambda place: place.start, default=None)
        if near is None:
            return Place(start, end, None, 1)
        return Place(start, end, near.page, near.line)
