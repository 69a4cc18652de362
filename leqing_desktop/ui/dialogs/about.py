"""帮助 › 关于: version, what the program may be used for, whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from leqing_desktop import __version__
from leqing_desktop.ui.plain_text import PlainLabel

NOT_SECRET = "本程序仅处理非涉密信息"


class AboutDialog(QDialog):
    """Name, version, the note on secrets, licences of the bundled parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = PlainLabel(f"乐清规划督办 {__version__}", self)
        head.setProperty("k", "title")
        text = PlainLabel(
            f"{NOT_SECRET}。数据只在本机的台账文件里，程序不联网。\n\n"
            "图标：Lucide（ISC、MIT）。字体：思源黑体、思源宋体、霞鹜文楷（OFL 1.1），"
            "Fandol 仿宋（GPLv3 加字体嵌入例外），文鼎楷体（Arphic 公共许可）。"
            "界面：Qt 6（LGPLv3）。许可全文随程序附在资源文件夹里。",
            self,
        )
        text.setWordWrap(True)
        text.setMinimumWidth(420)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        for widget in (head, text, buttons):
            column.addWidget(widget)
