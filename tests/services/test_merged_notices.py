"""一单位一单: several tasks on one notice, from the number to its reply form and its end."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pdfplumber
import pytest

from leqing_desktop.documents.gongwen_docx import render_docx
from leqing_desktop.documents.notice_pdf import notice_pages, render_notice
from leqing_desktop.documents.paper_form_pdf import reply_pages
from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.notice_grouping import NoticeGrouping
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.errors import Refused
from leqing_desktop.services.notice_drafts import drafts_job
from leqing_desktop.services.notice_files import draw_all
from leqing_desktop.services.notice_settings import NoticeSettings
from leqing_desktop.services.notice_wording import from_stored, to_stored
from leqing_desktop.services.supervision import PreparedNotice, ProposalRow, SupervisionService
from leqing_desktop.services.wording_kinds import notice_kind
from tests.documents.gongwen_samples import pdf_text
from tests.documents.test_collection_notice import docx_lines
from tests.ledgers import Q3, Desk, is_sentence
from tests.libreoffice import LibreOffice, needs_libreoffice

SIGNED = date(2024, 10, 8)
FEW, MORE = "市生态环境局", "市人才办"


@pytest.fixture
def merged(desk: Desk) -> Desk:
    """The ledger says 一单位一单."""
    desk.services.notice_settings.save(NoticeSettings(NoticeGrouping.BY_UNIT))
    return desk


def service(desk: Desk) -> SupervisionService:
    return desk.services.supervision


def of(desk: Desk, *units: str, on: date | None = None) -> list[ProposalRow]:
    """What is proposed to units, in the list's order."""
    return [row for row in service(desk).proposals(Q3, on) if row.unit in units]


def prepared(desk: Desk, *units: str, on: date = SIGNED) -> tuple[PreparedNotice, ...]:
    return service(desk).prepare(Q3, of(desk, *units, on=on), on)


def sign(desk: Desk, rows: Sequence[ProposalRow], on: date = SIGNED) -> None:
    service(desk).sign(Q3, service(desk).prepare(Q3, rows, on), on)


def test_a_unit_gets_one_notice_and_one_number(merged: Desk) -> None:
    few, more = prepared(merged, FEW, MORE)
    assert [each.unit for each in (few, more)] == [FEW, MORE]
    assert (few.n, more.n) == (1, 2)
    assert [len(few.proposals), len(more.proposals)] == [2, 6]
    service(merged).sign(Q3, (few, more), SIGNED)
    second, first = service(merged).register()
    assert (first.number, second.number) == ("乐电专督〔2024〕1号", "乐电专督〔2024〕2号")
    assert first.items == tuple(row.task_id for row in few.proposals)
    assert first.title == f"{few.proposals[0].title}等2项"
    for row in few.proposals:
        assert f"{row.title}：{row.why}" in first.why
    assert of(merged, FEW, MORE) == []


def test_every_item_stands_in_the_text_with_its_reason(merged: Desk) -> None:
    (notice,) = prepared(merged, FEW)
    words = [each.text for each in notice.document.paragraphs]
    items = [each for each in notice.document.paragraphs if each.level == 2]
    for mark, row, paragraph in zip("一二", notice.proposals, items, strict=True):
        assert paragraph.text.startswith(f"（{mark}）{row.title}。")
        assert "落后" in paragraph.text and "个百分点" in paragraph.text
    assert words[0].startswith("经核查，截至2024年第三季度末，你单位承担的2项任务")
    assert (
        notice.document.title
        == f"关于“{items[0].text[3:].split('。')[0]}”等2项任务的\n督办通知单（蓝）"
    )
    printed = pdf_text(render_notice(notice.document))
    assert all(row.title in printed for row in notice.proposals)
    assert not notice.document.annexes


def test_more_than_five_items_are_an_annex(merged: Desk) -> None:
    (notice,) = prepared(merged, MORE)
    document = notice.document
    assert "共6项，详见附件。" in [each.text for each in document.paragraphs]
    (annex,) = document.annexes
    assert annex.table is not None
    assert [row[1] for row in annex.table.rows] == [row.title for row in notice.proposals]
    assert document.attachment_names == ("督办事项清单",)
    printed = pdf_text(render_notice(document))
    assert all(row.title in printed for row in notice.proposals)
    assert from_stored(json.loads(json.dumps(to_stored(document)))) == document


def test_one_item_alone_is_worded_as_ever(desk: Desk) -> None:
    row = of(desk, FEW)[0]
    alone = service(desk).preview(Q3, row, SIGNED)
    desk.services.notice_settings.save(NoticeSettings(NoticeGrouping.BY_UNIT))
    assert service(desk).preview(Q3, row, SIGNED) == alone
    assert service(desk).register() == ()


def test_the_preview_of_the_wording_has_items_of_the_ledger(merged: Desk) -> None:
    merged.services.periods.set_period(Q3)
    kind = notice_kind(NoticeColour.BLUE, many=True)
    sample = merged.services.wordings.sample(kind.key)
    worded = kind.parse(kind.default).fill(sample.values, sample.lists)
    items = [each for each in worded.paragraphs if each.level == 2]
    titles = {row.title for row in service(merged).proposals(Q3)}
    assert len(items) >= 2
    assert all(each.text[3:].split("。")[0] in titles for each in items)
    # The office's own words are used, and a list that would be torn is refused.
    own = kind.default.replace("一、督办事项", "一、下列事项请重点办理")
    merged.services.wordings.save(kind.key, own)
    (notice,) = prepared(merged, FEW)
    assert "一、下列事项请重点办理" in [each.text for each in notice.document.paragraphs]
    with pytest.raises(Refused, match="单独占一行"):
        merged.services.wordings.save(kind.key, own.replace("\n{事项清单}", "{事项清单}"))


def test_without_proposals_the_preview_is_made_up(small: Desk) -> None:
    for colour in NoticeColour:
        kind = notice_kind(colour, many=True)
        sample = small.services.wordings.sample(kind.key)
        worded = kind.parse(kind.default).fill(sample.values, sample.lists)
        assert [each.text[:3] for each in worded.paragraphs if each.level == 2] == [
            "（一）", "（二）", "（三）",
        ]  # fmt: skip


def test_a_task_chosen_twice_or_already_running_is_refused(merged: Desk) -> None:
    first, second = of(merged, FEW)
    with pytest.raises(Refused, match="选了两次") as caught:
        sign(merged, [first, first])
    assert is_sentence(str(caught.value))
    sign(merged, [first, second])
    again = service(merged).prepare(Q3, [second], SIGNED)
    with pytest.raises(Refused, match="1号"):
        service(merged).sign(Q3, again, SIGNED)
    assert len(service(merged).register()) == 1


def test_drafts_go_to_the_leader_as_one_paper(merged: Desk, tmp_path: Path) -> None:
    rows = of(merged, FEW)
    papers = drafts_job(service(merged).prepare(Q3, rows, SIGNED), tmp_path, "王敏", SIGNED).run()
    assert len(papers) == 2
    drawn = pdf_text(papers[0].read_bytes())
    assert all(row.title in drawn for row in rows) and "乐电专督" not in drawn
    merged.services.notice_drafts.submit(Q3, rows, SIGNED)
    sign(merged, of(merged, FEW), date(2024, 10, 10))
    (notice,) = service(merged).register()
    steps = merged.services.notice_life.steps(notice.id)
    assert [(step.action, step.on) for step in steps] == [
        (NoticeAction.SUBMIT, SIGNED), (NoticeAction.ISSUE, date(2024, 10, 10)),
    ]  # fmt: skip


def test_what_was_not_on_the_leaders_desk_is_a_notice_of_its_own(merged: Desk) -> None:
    rows = of(merged, MORE)
    merged.services.notice_drafts.submit(Q3, rows[1:3], SIGNED)
    first, second = prepared(merged, MORE)
    assert [row.task_id for row in first.proposals] == [row.task_id for row in (rows[0], *rows[3:])]
    assert [row.task_id for row in second.proposals] == [row.task_id for row in rows[1:3]]


def test_unanswered_it_is_escalated_once_and_no_task_falls_back(merged: Desk) -> None:
    sign(merged, of(merged, FEW))
    later = date(2024, 11, 4)
    first, second = of(merged, FEW, on=later)
    assert {first.colour, second.colour} == {NoticeColour.ORANGE}
    assert first.follows == second.follows is not None
    sign(merged, [first], later)
    orange, blue = service(merged).register()
    assert (orange.colour, orange.items) == (NoticeColour.ORANGE, (first.task_id,))
    assert blue.state is NoticeState.ESCALATED
    # The other task was asked as well: orange it stays, not blue once more.
    (left,) = of(merged, FEW, on=later)
    assert (left.task_id, left.colour) == (second.task_id, NoticeColour.ORANGE)
    sign(merged, [left], later)
    assert of(merged, FEW, on=later) == []
    steps = merged.services.notice_life.steps(blue.id)
    assert [step.action for step in steps].count(NoticeAction.ESCALATE) == 1


def test_several_older_notices_are_taken_over_by_one(desk: Desk) -> None:
    sign(desk, of(desk, FEW))
    assert len(service(desk).register()) == 2
    desk.services.notice_settings.save(NoticeSettings(NoticeGrouping.BY_UNIT))
    later = date(2024, 11, 4)
    sign(desk, of(desk, FEW, on=later), later)
    newest, *older = service(desk).register()
    assert newest.colour is NoticeColour.ORANGE and len(newest.items) == 2
    assert [row.state for row in older] == [NoticeState.ESCALATED] * 2


def test_the_register_names_it_once(merged: Desk, tmp_path: Path) -> None:
    sign(merged, of(merged, FEW))
    path = merged.services.exports.notices(tmp_path / "督办台账.xlsx").run()
    (notice,) = service(merged).register()
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert cells.count(notice.number) == 1 and notice.title in cells


def test_the_reply_form_lists_every_item(merged: Desk) -> None:
    sign(merged, of(merged, FEW, MORE))
    for notice in service(merged).register():
        form, _ = service(merged).reply_form(notice.id)
        titles = [merged.by_id(item).title for item in notice.items]
        assert form.matters == tuple(titles)
        drawn = "".join(run.text for page in reply_pages(form) for run in page.runs)
        assert all(title in drawn for title in titles)
        assert drawn.count("整改情况") == len(titles)
    # What was printed stays, whatever the task is called later.
    notice = service(merged).register()[0]
    merged.services.decomposition.apply([Edit(notice.items[0], Column.TITLE, "改了名的任务")])
    form, _ = service(merged).reply_form(notice.id)
    assert "改了名的任务" not in form.matters


def with_form(desk: Desk, *units: str) -> list[NoticeDocument]:
    settings = desk.services.notice_settings
    settings.save(NoticeSettings(settings.read().grouping, with_reply_form=True))
    return [each.document for each in prepared(desk, *units)]


def test_the_reply_form_follows_the_notice_without_number_and_colophon(merged: Desk) -> None:
    (bare,) = (each.document for each in prepared(merged, FEW))
    (document,) = with_form(merged, FEW)
    assert document.reply_form is not None and bare.reply_form is None
    with pdfplumber.open(io.BytesIO(render_notice(document))) as pdf:
        texts = ["".join(char["text"] for char in page.chars) for page in pdf.pages]
    *own, form = texts
    assert own == ["".join(r.text for r in page.runs) for page in notice_pages(bare)]
    assert "印发" in own[-1] and "印发" not in form
    assert "整改反馈单" in form and "回　　执" in form and "— 3 —" not in form
    assert f"{document.number}" in form
    assert from_stored(json.loads(json.dumps(to_stored(document)))) == document


def test_the_word_file_has_the_form_behind_it_too(merged: Desk) -> None:
    (document,) = with_form(merged, FEW)
    docx = render_docx(document)
    lines = docx_lines(docx)
    assert lines.index("整改反馈单") > next(at for at, text in enumerate(lines) if "二、" in text)
    assert render_docx(document) == docx
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = package.read("word/document.xml").decode()
    assert body.count("<w:sectPr>") == 2 and body.count('r:id="rId7"') == 2


def test_a_signed_form_is_what_was_signed(merged: Desk, tmp_path: Path) -> None:
    with_form(merged, FEW)
    first = service(merged).issue(Q3, of(merged, FEW), SIGNED, tmp_path / "一", draw_all)
    merged.services.notice_settings.save(NoticeSettings())
    again = service(merged).issue(Q3, (), SIGNED, tmp_path / "二", draw_all)
    assert [p.read_bytes() for p in first[0].files] == [p.read_bytes() for p in again[0].files]


def test_settings_are_undone_and_what_is_unknown_is_the_default(desk: Desk) -> None:
    settings = desk.services.notice_settings
    assert settings.read() == NoticeSettings()
    settings.save(NoticeSettings(NoticeGrouping.BY_UNIT, with_reply_form=True))
    before = desk.tables
    settings.save(NoticeSettings(NoticeGrouping.BY_UNIT, with_reply_form=True))
    assert desk.tables == before
    assert desk.services.journal.undo_label() == "修改督办单设置"
    desk.services.journal.undo()
    assert settings.read() == NoticeSettings()


@needs_libreoffice
def test_a_word_processor_turns_the_same_pages(
    merged: Desk, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    documents = with_form(merged, FEW, MORE)
    for document in documents:
        (tmp_path / f"{document.to}.docx").write_bytes(render_docx(document))
    libreoffice.convert("pdf", tmp_path, *tmp_path.glob("*.docx"))
    for document in documents:
        with (
            pdfplumber.open(tmp_path / f"{document.to}.pdf") as turned,
            pdfplumber.open(io.BytesIO(render_notice(document))) as ours,
        ):
            print(document.to, len(ours.pages), len(turned.pages))
            assert abs(len(turned.pages) - len(ours.pages)) <= 1
            assert "回" in "".join(char["text"] for char in turned.pages[-1].chars)
