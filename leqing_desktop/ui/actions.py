"""The one table of actions: words, icon and shortcut of everything a clerk can do by key or menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from leqing_desktop.ui.icons import icon


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One row of the table; ``keys`` are Qt's portable names, the first one is shown.

    ``scope`` says where the keys work: ``window`` everywhere, ``widget`` in the table or field that
    has the focus (its widget handles them or adds the action).
    """

    id: str
    group: str
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    tip: str = ""
    scope: str = "window"


A = ActionSpec
ACTIONS: tuple[ActionSpec, ...] = (
    A("file.new", "文件", "新建台账…", "file-plus", ("Ctrl+N",)),
    A("file.open", "文件", "打开台账…", "folder-open", ("Ctrl+O",)),
    A("file.import", "文件", "导入规划…", "import", ("Ctrl+I",), "规划文件或任务表，也可拖进窗口"),
    A("file.backup", "文件", "立即备份", "database-backup"),
    A("file.close", "文件", "关闭台账", "x", ("Ctrl+W",), "回到开始页"),
    A("edit.undo", "编辑", "撤销", "undo-2", ("Ctrl+Z",)),
    A("edit.redo", "编辑", "重做", "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z")),
    A("edit.copy", "编辑", "复制", "copy", ("Ctrl+C",), "可贴进 Excel、WPS", "widget"),
    A("edit.paste", "编辑", "粘贴", "clipboard-paste", ("Ctrl+V",), "按块粘贴", "widget"),
    A("edit.fill_down", "编辑", "向下填充", "corner-down-left", ("Ctrl+D",), "", "widget"),
    A("edit.clear", "编辑", "清空所选格", "", ("Delete",), "", "widget"),
    A("edit.batch", "编辑", "批量修改…", "paintbrush", ("Ctrl+Shift+E",), "改所选各行的同一栏"),
    A("row.add", "行", "新增同级", "plus", ("Ctrl+Shift+N",)),
    A("row.add_child", "行", "新增下级", "plus", ("Ctrl+Alt+N",)),
    A("row.delete", "行", "删除所选行", "trash-2", ("Ctrl+Delete",), "进回收站，可还原", "widget"),
    A("row.up", "行", "上移", "arrow-up", ("Alt+Up",), "", "widget"),
    A("row.down", "行", "下移", "arrow-down", ("Alt+Shift+Down",), "", "widget"),
    A("row.bin", "行", "回收站…", "archive-restore"),
    A("row.assigned", "行", "登记交办事项…", "clipboard-list", ("Ctrl+Shift+J",), "议定事项、批示"),
    A("row.source", "行", "任务来源…", "", (), "会议或批示"),
    A("row.no_source", "行", "删除来源"),
    A("row.press", "行", "督办这一件…", "stamp"),
    A("cell.edit", "单元格", "编辑", "pencil", ("F2",), "直接打字则覆盖", "widget"),
    A("cell.restore", "单元格", "还原本格", "", ("Esc",), "", "widget"),
    A("cell.next_row", "单元格", "下一行", "", ("Return",), "Shift+Enter 上一行", "widget"),
    A("cell.next", "单元格", "下一格", "", ("Tab",), "Shift+Tab 上一格", "widget"),
    A("cell.choices", "单元格", "展开选项", "", ("Alt+Down",), "", "widget"),
    A("cell.tick", "单元格", "勾选", "check", ("Space",), "", "widget"),
    A("cell.history", "单元格", "看这一格的历史", "history", ("Shift+F2",), "", "widget"),
    A("tree.collapse", "表格", "折叠", "", ("Alt+Left",), "", "widget"),
    A("tree.expand", "表格", "展开", "", ("Alt+Right",), "", "widget"),
    A("table.filter", "表格", "筛选行", "funnel", ("Ctrl+Shift+L",)),
    A("table.panel", "表格", "侧栏", "panel-right", ("F4",)),
    A("finding.next", "表格", "下一处问题", "", ("F8",)),
    A("finding.previous", "表格", "上一处问题", "", ("Shift+F8",)),
    A("draft.merge", "导入校对", "合并", "merge", ("Ctrl+M",), "所选各行并成第一行"),
    A("draft.split", "导入校对", "从这里拆成新举措", "split", ("Ctrl+Shift+M",)),
    A("draft.split_task", "导入校对", "拆成几项任务…", "list-plus", ("Ctrl+T",)),
    A("draft.as_task", "导入校对", "改为任务", "clipboard-list", ("Ctrl+Shift+T",)),
    A("draft.as_indicator", "导入校对", "改为指标", "target", ("Ctrl+Shift+I",)),
    A("draft.drop", "导入校对", "不导入", "x", ("Shift+Delete",), "和空格去勾一样"),
    A("mark.indicator", "导入校对", "设为指标", "target", ("Alt+1",), "左边选中的文字"),
    A("mark.task", "导入校对", "设为任务", "clipboard-list", ("Alt+2",), "左边选中的文字"),
    A("mark.measure", "导入校对", "设为举措", "list-tree", ("Alt+3",), "左边选中的文字"),
    A("mark.unit", "导入校对", "设为单位", "users", ("Alt+4",), "加到右边所选的举措"),
    A("mark.drop", "导入校对", "不导入", "x", ("Alt+5",), "选中文字里的各条"),
    A("page.primary", "本页", "主要操作", "", ("Ctrl+Return",), "多格编辑时：填入所有选中格"),
    A("page.send_back", "本页", "退回", "reply", ("Ctrl+Backspace",)),
    A("page.next_unit", "本页", "下一家单位", "", ("Ctrl+Down",)),
    A("page.export", "本页", "导出…", "file-spreadsheet", ("Ctrl+E",)),
    A("page.print", "本页", "打印…", "printer", ("Ctrl+P",)),
    A("view.search", "视图", "搜索", "search", ("Ctrl+F",)),
    A("view.region", "视图", "下一区域", "", ("F6",), "表格、侧栏、提示、工具之间"),
    A("view.region_back", "视图", "上一区域", "", ("Shift+F6",)),
    A("view.zoom_in", "视图", "放大", "plus", ("Ctrl+=", "Ctrl++")),
    A("view.zoom_out", "视图", "缩小", "minus", ("Ctrl+-",)),
    A("view.meeting", "视图", "会议模式", "", ("F11",)),
    A("help.keys", "帮助", "快捷键", "keyboard", ("F1",)),
    A("help.about", "帮助", "关于", "info"),
)
_BY_ID = {spec.id: spec for spec in ACTIONS}

# What the keys do where nothing is built for them yet is not shown in the list of shortcuts.
UNBUILT = frozenset({"view.meeting"})


def spec(action_id: str) -> ActionSpec:
    """The row of the table; a KeyError for an unknown id is a fault of the program."""
    return _BY_ID[action_id]


def make_action(action_id: str, parent: QObject, token: str = "text2") -> QAction:
    """A QAction from the table; the receiver connects it and adds it where its keys shall work."""
    row = spec(action_id)
    action = QAction(row.text, parent)
    action.setObjectName(row.id)
    if row.icon:
        action.setIcon(icon(row.icon, token))
    if row.keys:
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        if row.scope == "widget":
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setToolTip(tool_tip(action_id))
    return action


def tool_tip(action_id: str) -> str:
    """Words, keys and hint of an action in one line."""
    row = spec(action_id)
    text = row.text.rstrip("…")
    keys = f"  {shown_key(row.keys[0])}" if row.keys else ""
    return f"{text}{keys}" + (f"\n{row.tip}" if row.tip else "")


def shown_key(key: str) -> str:
    """A key as it is printed on the keyboard."""
    swaps = {"Return": "Enter", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Space": "空格"}
    parts = [part or "+" for part in key.split("+")] if key != "Ctrl++" else ["Ctrl", "+"]
    return "+".join(swaps.get(part, part) for part in parts)


def listed() -> Iterator[ActionSpec]:
    """The rows that have a key and work in this version, in the table's order."""
    return (row for row in ACTIONS if row.keys and row.id not in UNBUILT)
