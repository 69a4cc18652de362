from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import NewRow
from leqing_desktop.domain.level import Level
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.operations import Operations

ROW = NewRow(Level.PROGRAMME, None)


class Receiver(QWidget):
    """A page that takes what comes back."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []

    def take(self, outcome: object) -> None:
        self.got.append(outcome)


@pytest.fixture
def services(workspace: Workspace, ledger: Path) -> Iterator[Services]:
    made = workspace.open(ledger, keep_backups=False)
    yield made
    made.ledger.close()


@pytest.fixture
def operations(services: Services, qtbot: QtBot) -> Iterator[Operations]:
    background = Background()
    yield Operations(background, services.journal)
    background.shutdown()


def at_rest(operations: Operations, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not operations.background.busy, timeout=20_000)


def test_a_write_is_announced_with_its_initiator_after_done(
    operations: Operations, services: Services, qtbot: QtBot
) -> None:
    order: list[object] = []
    page = QWidget()
    qtbot.addWidget(page)
    operations.changed.connect(lambda changes, initiator: order.append(initiator))
    operations.run(
        services.decomposition.add, ROW, done=lambda _: order.append("done"), initiator=page
    )
    at_rest(operations, qtbot)
    assert order == ["done", page]


def test_a_read_announces_nothing(operations: Operations, services: Services, qtbot: QtBot) -> None:
    rows: list[object] = []
    with qtbot.assertNotEmitted(operations.changed):
        operations.read(services.decomposition.tree, done=rows.append)
        at_rest(operations, qtbot)
    assert rows == [()]


def test_undo_and_redo_carry_the_operations_name(
    operations: Operations, services: Services, qtbot: QtBot
) -> None:
    told: list[tuple[str, bool]] = []
    labels: list[tuple[str, str]] = []
    operations.told.connect(lambda *args: told.append(args))
    operations.labels.connect(lambda *args: labels.append(args))
    made: list[Changes] = []
    operations.run(services.decomposition.add, ROW, done=made.append, toast="已新增工程")
    at_rest(operations, qtbot)
    operations.undo()
    at_rest(operations, qtbot)
    operations.redo()
    at_rest(operations, qtbot)
    name = made[0].label
    assert told == [("已新增工程", True), (f"已撤销：{name}", False), (f"已重做：{name}", False)]
    assert [name in undo for undo, _ in labels] == [True, False, True]
    assert [name in redo for _, redo in labels] == [False, True, False]


def test_undo_with_nothing_to_take_back_is_refused_in_words(
    operations: Operations, qtbot: QtBot
) -> None:
    operations.undo()  # the period that the ledger was made with
    at_rest(operations, qtbot)
    with qtbot.waitSignal(operations.refused, timeout=20_000) as told:
        operations.undo()
    assert told.args[0]


def test_an_answer_for_a_page_that_is_gone_is_dropped_but_announced(
    operations: Operations, services: Services, qtbot: QtBot
) -> None:
    page = Receiver()
    operations.run(services.decomposition.add, ROW, done=page.take)
    shiboken6.delete(page)
    with (
        qtbot.assertNotEmitted(operations.background.crashed),
        qtbot.waitSignal(operations.changed, timeout=20_000),
    ):
        pass
    assert page.got == []
