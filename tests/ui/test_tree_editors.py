import pytest
from PySide6.QtCore import Qt

from leqing_desktop.ui.pages.decomposition_edits import renamed
from leqing_desktop.ui.widgets.tree_editors import UnitsEdit

NAMES = ("市经信局", "市科技局", "市发改局", "柳市镇")


@pytest.fixture
def field(qtbot):
    field = UnitsEdit(NAMES)
    qtbot.addWidget(field)
    field.show()
    return field


def offered(field):
    model = field._completer.completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def type_text(field, text):
    field.insert(text)
    field.textEdited.emit(field.text())


def test_the_name_under_the_cursor_is_completed_and_the_others_stay(field, qtbot):
    field.setText("市经信局、、柳市镇")
    field.setCursorPosition(5)
    type_text(field, "科")
    assert offered(field) == ["市科技局"]
    popup = field._completer.popup()
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "市经信局、市科技局、柳市镇"
    assert field.isModified()


def test_all_separators_part_names(field):
    for separator in "、，,；; ":
        field.setText(f"市经信局{separator}")
        field.end(False)
        type_text(field, "发改")
        assert offered(field) == ["市发改局"]


def test_nothing_is_offered_for_an_unknown_or_a_complete_name(field):
    type_text(field, "柳市镇")
    assert not field.choosing
    field.clear()
    type_text(field, "某某")
    assert not field.choosing


def test_alt_down_offers_every_name(field, qtbot):
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.choosing and offered(field) == list(NAMES)
    field._completer.popup().hide()


def test_whole_names_are_exchanged_and_separators_kept():
    assert renamed("经信局、 市经信局，甲", {"经信局": "市经信局"}) == "市经信局、 市经信局，甲"
