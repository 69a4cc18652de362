"""Knows the rows of a table that are no tasks: totals, notes, signatures, repeated headers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leqing_desktop.documents.table_texts import BodyTexts
from leqing_desktop.domain.table_units import is_unit

_TOTAL = re.compile(
    r"(?:本页|本表|分项|全部|各项)?(?:小\s*计|合\s*计|总\s*计|共\s*计|累\s*计)(?:[:：(（\d].*)?|"
    r"(?:任务|项目|事项|工作|问题)?总数(?:[:：(（].*)?"
)
_NOTE = re.compile(
    r"(?:附?注|备注|填表说明|填报说明|说明|附件|填写说明)\s*\d*\s*[:：].*|注\s*\d*[.、．].*|※.*",
    re.DOTALL,
)
_SIGNED = re.compile(
    r"(?:填报人|填表人|制表人?|审核人?|审批人?|报送(?:人|单位)?|签字|复核人?|经办人|编制人?|单位负责人|分管领导|主要领导|填报单位|填报日期|填报时间|填表日期|"
    r"制表日期|制表单位|联系人|联系电话|单位\s*[(（]盖章[)）]|盖章|签章|负责人)(?:签字|签名|签章)?(?:[(（].{0,6}[)）])?\s*[:：].*",
    re.DOTALL,
)
_SIGNED_AT_END = re.compile(r".{2,14}[(（](?:签字|签名|签章|盖章|公章)[)）]\s*[:：].*", re.DOTALL)
_SAMPLE = re.compile(r"[(（【\[]?(?:填写|填报)?(?:示例|样例|范例|举例|例)(?:行|[:：].*)?[)）】\]]?")
_SAMPLE_NOTE = re.compile(
    r".*(?:删除|删去)(?:此|本|该)行.*|.*(?:此|本|该)行(?:为|是)(?:填写)?(?:示例|样例).*"
)
_COLUMN_NUMBERS = re.compile(r"(?:栏|列|行)\s*(?:次|号)|甲")
_ISSUED = re.compile(
    r"[(（]?(?:20\d\d|二[〇○零O]..)\s*年.{1,3}月(?:.{1,3}日)?(?:印发|印制|印|制|发布)?[)）]?"
)
_ISSUER = re.compile(r".{2,30}(?:办公室|领导小组|专班|委员会|人民政府|指挥部)")
_STARTS = frozenset("注附备填说※制审复经编单分主联盖签负报")
"""What notes and signatures begin with."""


def unusual_rows(texts: BodyTexts, heads: set[str]) -> set[int]:
    """The rows with a text that a row which is no task may have; only those need a closer look."""
    rows: set[int] = set()
    for column, distinct in zip(texts.own, texts.distinct, strict=True):
        found = distinct & (heads | {"2"})
        if not _STARTS.isdisjoint([text[:1] for text in distinct]):
            found.update(filter(_looks_noted, distinct))
        together = "".join(distinct)
        if "计" in together or "总数" in together:
            found.update(filter(_TOTAL.fullmatch, distinct))
        if "签" in together or "章" in together:
            found.update(filter(_SIGNED_AT_END.fullmatch, distinct))
        if "例" in together or "本行" in together or "此行" in together:
            found.update(filter(_is_sample, distinct))
        if found:
            rows.update(row for row, text in enumerate(column) if text in found)
    return rows


def why_no_task(texts: Sequence[str], heads: set[str]) -> str:
    """Why a row with these filled cells is no task, or ""; ``heads`` are the header's texts."""
    first = texts[0]
    if any(map(_TOTAL.fullmatch, texts[:3])):
        return "小计、合计行"
    if len(texts) <= 3 and _NOTE.fullmatch(first):
        return "注释行"
    if ("：" in first or ":" in first) and (
        _SIGNED.fullmatch(first) or _SIGNED_AT_END.fullmatch(first)
    ):
        return "签署行"
    if _SAMPLE.fullmatch(first) or any(map(_SAMPLE_NOTE.fullmatch, texts)):
        return "示例行"
    same = len(heads.intersection(texts))
    if same >= 2 and same >= 0.6 * len(texts):
        return "重复的表头"
    numbers = texts[1:] if _COLUMN_NUMBERS.fullmatch(first) else texts
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return "列号行" if len(texts) >= 4 and numbers == counted else ""


def last_task_row(texts: BodyTexts, task: int) -> int:
    """The last row with a task, the sheet's last where there is none.

    What stands alone below it says by whom and when the table was made.
    """
    column = texts.filled[task]
    for row in range(len(column) - 1, texts.first - 1, -1):
        text = column[row]
        if text and not (_ISSUED.fullmatch(text) or _ISSUER.fullmatch(text) or is_unit(text)):
            return row
    return len(column)


def _is_sample(text: str) -> bool:
    return bool(_SAMPLE.fullmatch(text) or _SAMPLE_NOTE.fullmatch(text))


def _looks_noted(text: str) -> bool:
    return text[:1] in _STARTS and bool(_NOTE.fullmatch(text) or _SIGNED.fullmatch(text))
