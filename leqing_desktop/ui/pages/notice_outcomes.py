"""What became of signing, drafting, printing and files: said on the banner, with the next step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.chosen_files import open_folder
from leqing_desktop.ui.models.supervision_view import SupervisionView, range_words
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.supervision_issue import NoticeIssuing, Run
from leqing_desktop.ui.pages.supervision_print import NoticePrinting

FOLDER_KEY = "notice_folder"


class NoticeOutcomes(QObject):
    """``unwritten_run`` is the signing whose files are not all in place."""

    def __init__(self, page: Page, issuing: NoticeIssuing, printing: NoticePrinting) -> None:
        super().__init__(page)
        self._page = page
        self._issuing = issuing
        self._printing = printing
        self._without_sender = False
        self.unwritten_run: Run | None = None
        issuing.cancelled.connect(self._cancelled)
        issuing.issued.connect(self._issued)
        issuing.refused.connect(self._not_issued)
        issuing.unwritten.connect(self._unwritten)
        printing.refused.connect(self.fail)
        printing.written.connect(self._printed)

    def show_view(self, view: SupervisionView) -> None:
        """Say what is missing before anything can be signed."""
        self._without_sender = not view.sender
        if self._without_sender:
            self._say("warn", "还没有填发文机关，填好后才能预览和签发督办单。")

    def fail(self, error: LeqingError) -> None:
        """What was asked for went wrong."""
        self._say("error", str(error))

    def refuse(self, sentence: str) -> None:
        """What was asked for was refused, whoever the sender is."""
        self._page.banner.say("error", sentence)

    def submitted(self, paths: Sequence[Path]) -> None:
        """The drafts lie in their folder, each as PDF and as Word file."""
        folder = paths[0].parent
        self._page.banner.say(
            "ok",
            f"送签稿 {len(paths) // 2} 份（PDF 和 Word）已存到 {folder}，签好后在这里签发，才占文号。",
            ("打开文件夹", partial(open_folder, folder)),
        )

    def file_written(self, path: Path) -> None:
        """One file is in place."""
        offer = ("打开文件夹", partial(open_folder, path.parent))
        self._page.banner.say("ok", f"已写好 {path.name}", offer)

    def _issued(self, run: Run) -> None:
        self._page.context.settings.set(FOLDER_KEY, str(run.folder))
        words = range_words(run.numbers)
        self._page.banner.say(
            "ok",
            f"已签发 {len(run.numbers)} 件：{words}，PDF、Word 和反馈表已存到 {run.folder}",
            ("打印稿…", partial(self._print_run, run)),
            ("打开文件夹", partial(open_folder, run.folder)),
        )

    def _print_run(self, run: Run) -> None:
        self._printing.print_documents([each.document for each in run.prepared], run.folder)

    def _printed(self, path: Path, count: int) -> None:
        offer = ("打开文件夹", partial(open_folder, path.parent))
        self._page.banner.say("ok", f"打印稿 {count} 份已存到 {path.parent}", offer)

    def _unwritten(self, run: Run, sentence: str) -> None:
        self.unwritten_run = run
        self._page.banner.say(
            "error",
            f"{range_words(run.numbers)} 已签发入账，但文件没有全部写成：{sentence}",
            ("换个文件夹再写…", self._write_elsewhere),
        )

    def _write_elsewhere(self) -> None:
        run = self.unwritten_run
        start = str(run.folder) if run is not None else ""
        name = QFileDialog.getExistingDirectory(self._page, "选择存放督办单的文件夹", start)
        if name and run is not None:
            self._issuing.write_again(run, Path(name))

    def _not_issued(self, sentence: str) -> None:
        self._say("error", f"没有签发，文号未占用：{sentence}")

    def _cancelled(self) -> None:
        self._page.banner.say("info", "已取消签发，没有占用文号。")

    def _say(self, kind: str, sentence: str) -> None:
        """A missing sender may be the cause: with it goes the way to where it is filled in."""
        offers = (("去设置", self._open_office),) if self._without_sender else ()
        self._page.banner.say(kind, sentence, *offers)

    def _open_office(self) -> None:
        self._page.page_wanted.emit("settings", "office")
