"""The two sides of the review, which light up together: the source, and what is read from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from leqing_desktop.domain.plan_draft import DraftNode, NodeKind
from leqing_desktop.domain.plan_draft_building import row_of
from leqing_desktop.domain.plan_import import ImportReview
from leqing_desktop.domain.plan_proposal import Place, ProposedPlan
from leqing_desktop.domain.table_proposal import TaskPlace
from leqing_desktop.ui.models.draft_cells import CHECK_AT
from leqing_desktop.ui.models.draft_doubts import DoubtModel
from leqing_desktop.ui.models.draft_model import ALL, CHANGED, DraftModel
from leqing_desktop.ui.models.draft_session import ReviewSession
from leqing_desktop.ui.models.source_spans import Mark, SourceSpans, Span, spans_of
from leqing_desktop.ui.pages.plan_import_commands import DraftCommands
from leqing_desktop.ui.pages.plan_import_doubts import DoubtCommands
from leqing_desktop.ui.widgets.draft_delegate import DraftDelegate
from leqing_desktop.ui.widgets.draft_panel import COMMANDS, DoubtCard, DraftCard, ResultSplit
from leqing_desktop.ui.widgets.draft_view import DraftView
from leqing_desktop.ui.widgets.source_panel import SourcePanel

if TYPE_CHECKING:
    from leqing_desktop.ui.widgets.sheet_panel import SheetPanel

SHARES, NARROW_SHARES = (45, 55), (43, 57)


class ReviewPanes(QSplitter):
    """Shows the session's draft and keeps its parts in step; ``told`` says what is amiss.

    ``mapping_wanted(TableMapping)``: the clerk has set the columns of a table otherwise.
    """

    told = Signal(str)
    mapping_wanted = Signal(object)

    def __init__(
        self, session: ReviewSession, actions: Mapping[str, QAction], parent: QWidget
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self._actions = actions
        self._spans = SourceSpans()
        self._measures: list[tuple[int, int, int]] = []
        self._rows: dict[tuple[str, int], int] = {}
        self.sheet: SheetPanel | None = None
        self.model = DraftModel(self)
        self.doubts = DoubtModel(self)
        self._delegate = DraftDelegate(self.model, self._unit_names, self)
        self.source = SourcePanel(actions, self)
        self.left = QStackedWidget(self)
        self.left.addWidget(self.source)
        self.ticks = QMenu(self)
        self.card = DraftCard(actions, self.ticks, self)
        self.view = DraftView(self.model, self._delegate, self.card)
        self.card.put(self.view)
        self.doubt_card = DoubtCard(self.doubts, self)
        self.commands = DraftCommands(session, self.model, self.view)
        self.settling = DoubtCommands(session, self.commands, self.view, self.doubt_card.view)
        self._fill_ticks()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.right = ResultSplit(self.card, self.doubt_card, self)
        self.addWidget(self.left)
        self.addWidget(self.right)
        self.setHandleWidth(10)
        self.setChildrenCollapsible(False)
        for at, share in enumerate(SHARES):
            self.setStretchFactor(at, share)

    def _connect(self) -> None:
        self.card.empty.wanted.connect(partial(self._filter, ALL))
        self.card.filter.chosen.connect(self._filter)
        self.commands.told.connect(self.told)
        self.doubt_card.view.doubt_shown.connect(self._show_doubt)
        self.source.text.marked.connect(self._marked)
        self.source.text.span_clicked.connect(self._span_clicked)
        self.view.row_shown.connect(self._show_row)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)

    def _fill_ticks(self) -> None:
        for words, call in (
            ("全选", self.commands.take_all),
            ("全不选", self.commands.take_none),
            ("只选这一项举措", self.commands.take_only),
        ):
            self.ticks.addAction(words).triggered.connect(call)
        self.ticks.addSeparator()
        for words, kind in (("只看到举措", NodeKind.MEASURE), ("全部展开", None)):
            self.ticks.addAction(words).triggered.connect(partial(self._fold_to, kind))

    def _fold_to(self, kind: NodeKind | None, _checked: bool = False) -> None:
        self.model.fold_to(kind)

    def set_compact(self, compact: bool) -> None:
        """Words alone on the commands of a narrow window, and more room for the table."""
        self.card.set_compact(compact)
        self.source.set_compact(compact)
        shares = NARROW_SHARES if compact else SHARES
        self.setSizes([share * 20 for share in shares])

    # What is shown

    def begin(self, review: ImportReview) -> None:
        """Another file is under review; the session has it already."""
        self.settling.begin()
        counts = self.model.counts()
        # Of a plan that comes again, what is different comes first.
        amended = not review.into_empty and 0 < counts[CHANGED] < counts[ALL]
        self._filter_by(CHANGED if amended else ALL)
        plan, table = review.file.text, review.file.table
        if table is not None:
            self._table_panel().show_table(table)
            self.left.setCurrentWidget(self._table_panel())
        elif plan is not None:
            self._measures = _extents(plan, review.draft.nodes)
            self.source.show_plan(review.file.name, plan, self._spans)
            self.left.setCurrentWidget(self.source)
        first = self.model.key_at(0) if self.model.rowCount() else -1
        self.view.scrollToTop()
        self.view.leave_row()
        if first >= 0:
            self.view.go_to(first)

    def refresh(self) -> None:
        """Show the draft as it is now on both sides."""
        review = self._session.review
        draft = review.draft
        self._spans = spans_of(draft)
        self._rows = _keys_by_row(draft.nodes)
        self.model.show_draft(draft, review.into_empty)
        self.doubts.show_draft(draft, bool(review.known_units), review.into_empty)
        self.source.text.show_spans(self._spans)
        self._chosen_spans(self.view.key, scroll=False)
        self._show_counts()
        waiting = len(self.doubts.waiting)
        self.doubt_card.show_count(waiting, len(draft.doubts) - waiting)
        # A file without any doubt leaves all the room to what was read.
        self.doubt_card.setVisible(bool(draft.doubts))

    def go_to_text(self, text: str) -> None:
        """Go to the first record, from the present one on, whose name contains a text."""
        nodes = self.model.draft.nodes
        here = next((at for at, node in enumerate(nodes) if node.key == self.view.key), 0)
        for node in (*nodes[here:], *nodes[:here]):
            if text.casefold() in node.title.casefold():
                self.view.go_to(node.key)
                return

    def _show_counts(self) -> None:
        counts = self.model.counts()
        self.card.show_counts(counts, self._session.review.into_empty, self.model.filter)
        self.card.show_nothing(not self.model.rowCount(), not counts[ALL])

    def _filter(self, name: str) -> None:
        self._filter_by(name)
        self.view.setFocus()

    def _filter_by(self, name: str) -> None:
        self.model.set_filter(name)
        self._show_counts()

    def _unit_names(self) -> tuple[str, ...]:
        review = self._session.review
        named = (unit.name for unit in review.draft.units)
        return tuple(dict.fromkeys((*review.known_units, *named)))

    # Both sides together

    def _show_row(self, key: int) -> None:
        self._show_counts()
        self._chosen_spans(key, scroll=True)
        node = self.model.draft.index().get(key)
        if self.sheet is not None and node is not None and isinstance(node.place, TaskPlace):
            self.sheet.show_row(node.place.sheet, node.place.row)

    def _row_chosen(self, sheet: str, row: int) -> None:
        key = self._rows.get((sheet, row))
        if key is not None:
            self.view.go_to(key)

    def _table_panel(self) -> SheetPanel:
        """The panel of tables, made for the first one."""
        if self.sheet is None:
            from leqing_desktop.ui.widgets.sheet_panel import SheetPanel

            self.sheet = SheetPanel(self)
            self.sheet.mapping_changed.connect(self.mapping_wanted)
            self.sheet.row_chosen.connect(self._row_chosen)
            self.left.addWidget(self.sheet)
        return self.sheet

    def wait_for_table(self, waiting: bool) -> None:
        """The table is read again with other columns; shown as it was where that came to nothing."""
        table = self._session.review.file.table
        if self.sheet is not None and table is not None:
            self.sheet.set_busy(waiting)
            if not waiting:
                self.sheet.show_table(table)

    def _chosen_spans(self, key: int, scroll: bool) -> None:
        self.source.text.show_chosen(self._spans.of(key), scroll)

    def _show_doubt(self, number: int) -> None:
        doubt = self.doubts.doubt(number)
        if doubt.key is not None:
            self.view.go_to(doubt.key, CHECK_AT)
        elif doubt.place is not None:
            span = Span(doubt.place.start, doubt.place.end, Mark.DOUBT, doubt=number)
            self.source.text.show_chosen([span], True)
        elif self.sheet is not None and (row := row_of(doubt.finding.place)) is not None:
            self.sheet.show_row(*row)

    def _span_clicked(self, span: Span) -> None:
        if span.key is not None:
            self.view.go_to(span.key)
        elif span.doubt is not None:
            self.doubt_card.view.show_row(span.doubt)

    def _marked(self, marked: bool) -> None:
        """Words chosen inside a measure belong to it, until another row is chosen."""
        words = self.source.text.marked_words() if marked else None
        if words is None:
            return
        _words, start, _end = words
        around = next((key for a, b, key in self._measures if a <= start < b), None)
        known = around is not None and around in self.model.draft.index()
        if around is not None and known and self.commands.measure() != around:
            self.source.text.hold_still(True)
            self.view.go_to(around)
            self.source.text.hold_still(False)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._actions[name] for name in COMMANDS])
        menu.addSeparator()
        menu.addActions(self.ticks.actions())
        menu.popup(self.view.viewport().mapToGlobal(at))


def _keys_by_row(nodes: tuple[DraftNode, ...]) -> dict[tuple[str, int], int]:
    """What each row of a table gave: its task, else the innermost that begins there."""
    found: dict[tuple[str, int], int] = {}
    for node in sorted(nodes, key=lambda each: each.kind is NodeKind.TASK):
        if isinstance(node.place, TaskPlace):
            found[node.place.sheet, node.place.row] = node.key
    return found


def _extents(plan: ProposedPlan, nodes: tuple[DraftNode, ...]) -> list[tuple[int, int, int]]:
    """Where each measure begins and ends in the text, with its key."""
    keys = {
        node.place.start: node.key
        for node in nodes
        if node.kind is NodeKind.MEASURE and isinstance(node.place, Place)
    }
    places = [measure for programme in plan.places.programmes for measure in programme.measures]
    return [
        (at.whole.start, at.whole.end, keys[at.title.start])
        for at in places
        if at.title.start in keys
    ]
