"""Units in a cell of a task table, with the roles that the cell itself may state."""

from __future__ import annotations

import re
from functools import lru_cache

from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.unit_name import split_units

_ROLE = {
    "牵头": Role.LEAD,
    "主办": Role.LEAD,
    "责任": Role.RESPONSIBLE,
    "负责": Role.RESPONSIBLE,
    "承办": Role.RESPONSIBLE,
    "配合": Role.SUPPORT,
    "协办": Role.SUPPORT,
    "协助": Role.SUPPORT,
    "协同": Role.SUPPORT,
    "参与": Role.SUPPORT,
    "指导": Role.SUPPORT,
}
_WORDS = "|".join(_ROLE)
_LABEL = re.compile(rf"({_WORDS})(?:责任)?(?:单位|部门)?[:：]")
_CLAUSES = re.compile(r"[，,；;。\n]+")
_AT_END = re.compile(rf"(?:共同)?({_WORDS})$")
_SUFFIX = re.compile(rf"^(.*?)[（(]({_WORDS})(?:单位|部门)?[)）]$")
_AFTER_ROLE = re.compile(rf"(?<={_WORDS})、")
_DUTY = re.compile(r"(?:按职责分工)?(?:负责)?$")
_SHARED = re.compile(r"(?:按照?(?:各自)?职责(?:分工)?|分工|共同)负责$|按职责分工$")
_NOBODY = re.compile(r"[-—–/／、.。0无]+|/|无|暂无|待定|未定|同上")


@lru_cache(maxsize=8192)
def read_units(text: str, role: Role) -> tuple[tuple[tuple[str, Role], ...], bool]:
    """Names with their roles in the order written, and whether the list is open (等有关部门).

    ``role`` is the column's; labels in the cell (牵头：A；配合：B · A牵头，B、C配合 · A（牵头）、B · A会同B)
    say otherwise. Collectives stay as written; nothing is read from —, / or 无.
    """
    text = text.strip()
    if not text or _NOBODY.fullmatch(text):
        return (), False
    found: list[tuple[str, Role]] = []
    is_open = False
    for part, part_role in _parts(text, role):
        units = split_units(part)
        is_open = is_open or units.open_list
        found += [_own_role(name, part_role) for name in units.names]
    roles: dict[str, Role] = {}
    for name, named_role in found:
        if name and not _NOBODY.fullmatch(name):
            roles.setdefault(name, named_role)
    return tuple(roles.items()), is_open


_WHOLE = re.compile(
    r"(?:[局委办院府处会联社部中心厅镇乡街道区园队站所校行司团室科组村]|集团|单位|部门|等|[)）:：、，,;；。])$"
)
_BEGINS = re.compile(r"[市县区省州各镇乡团总国(（]|配合|牵头|责任|负责|主办|协办|协助|参与")


def _rejoined(text: str) -> str:
    """Names that a narrow cell has broken over two lines: 县自然资源和⏎规划局."""
    names = [""]
    for line in map(str.strip, text.split("\n")):
        broken = names[-1].endswith(("和", "与", "及")) or not (
            _WHOLE.search(names[-1][-3:]) or _BEGINS.match(line)
        )
        if broken:
            names[-1] += line
        else:
            names.append(line)
    return "\n".join(names)


_COUNTS = re.compile(r"\s*(?:[(（]?1[)）、.．]|①)\s*(?=\D)")
_COUNTED = re.compile(r"\s*(?:[(（]?\d{1,2}[)）、.．]|[①-⑳])\s*(?=\D)")


def _uncounted(text: str) -> str:
    """Names without the numbers that count them: 1.规划建设办 2.综合执法队, ①水利站②各村."""
    return _COUNTED.sub("\n", text).strip() if _COUNTS.match(text) else text


def _parted_at_blanks(text: str) -> str:
    """Whole names with nothing but a blank between them: 农业农村办 上湾村 下湾村."""
    names = text.split()
    whole = all(len(name) >= 3 and _WHOLE.search(name[-3:]) for name in names)
    return "、".join(names) if whole else text


def _parts(text: str, role: Role) -> list[tuple[str, Role]]:
    text = _uncounted(text)
    if "\n" in text:
        text = _rejoined(text)
    elif " " in text or "\u3000" in text:
        text = _parted_at_blanks(text)
    labels = list(_LABEL.finditer(text))
    if labels:
        parts = [(text[: labels[0].start()], role)]
        ends = [label.start() for label in labels[1:]] + [len(text)]
        for label, end in zip(labels, ends, strict=True):
            parts.append((text[label.end() : end], _ROLE[label[1]]))
        return parts
    text = _AFTER_ROLE.sub("，", _SHARED.sub("", text))
    clauses = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    parts = _clauses(clauses, role)
    if parts:
        return parts
    first, together, others = text.partition("会同")
    if together and first and others:
        return [(first, Role.LEAD), (_without_duty(others), Role.SUPPORT)]
    return [(text, role)]


def _clauses(clauses: list[str], role: Role) -> list[tuple[str, Role]]:
    """Clauses that state their roles: A牵头，B、C配合 · A牵头，会同B负责; none where none does.

    What states no role has that of the clause after it (A牵头，B，C配合).
    """
    parts: list[tuple[str, Role]] = []
    stated = False
    for clause in reversed(clauses):
        if clause.startswith("会同") and len(clauses) > 1:
            parts.append((_without_duty(clause[2:]), Role.SUPPORT))
            continue
        # Only the last letters are looked at: a search in a cell of 30,000 letters takes for ever.
        end = _AT_END.search(clause, max(0, len(clause) - 4))
        if end is not None:
            role, clause, stated = _ROLE[end[1]], clause[: end.start()], True
        parts.append((clause.removeprefix("由"), role))
    return parts[::-1] if stated else []


def _without_duty(text: str) -> str:
    end = _DUTY.search(text, max(0, len(text) - 7))
    return text[: end.start()] if end is not None else text


def _own_role(name: str, role: Role) -> tuple[str, Role]:
    found = _SUFFIX.match(name)
    return (found[1], _ROLE[found[2]]) if found is not None else (name, role)


def assignments(units: list[tuple[str, Role]]) -> tuple[Assignment, ...]:
    """One assignment a unit; where nobody leads, the first responsible one counts (DESIGN §3)."""
    return _assignments(tuple(units))


@lru_cache(maxsize=8192)
def _assignments(units: tuple[tuple[str, Role], ...]) -> tuple[Assignment, ...]:
    roles: dict[str, Role] = {}
    for name, role in units:
        if name not in roles or _weight(role) < _weight(roles[name]):
            roles[name] = role
    leads = Role.LEAD in roles.values()
    first = next((name for name, role in roles.items() if role is Role.RESPONSIBLE), None)
    return tuple(
        Assignment(name, role, counts_first=not leads and name == first)
        for name, role in roles.items()
    )


def _weight(role: Role) -> int:
    return (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT).index(role)


_DUTIES = re.compile(r"责任单位|责任部门|牵头|负责|主办|配合")
_WITH_PERSON = re.compile(
    r"([\u4e00-\u9fff]{2,20})(?:[\s:：/]+|[（(])([\u4e00-\u9fff·]{2,4})[)）]?"
)


def bracketed_units(title: str) -> tuple[str, str]:
    """A task's title and the units in its last brackets: 开展创建（责任单位：A、B）."""
    bare = title.rstrip("。；;")
    begin = _last_bracket(bare)
    inside = bare[begin + 1 : -1]
    if begin <= 0 or _DUTIES.search(inside) is None:
        return title, ""
    return bare[:begin].rstrip("。；;"), inside


def _last_bracket(text: str) -> int:
    """Where the bracket opens that ends a text, others inside it passed over; -1 for none."""
    depth = 0
    for at in range(len(text) - 1, max(-1, len(text) - 400), -1):
        depth += (text[at] in ")）") - (text[at] in "(（")
        if depth <= 0:
            return at if text[at] in "(（" else -1
    return -1


def unit_and_person(text: str) -> tuple[str, str]:
    """A unit and its person where a cell names both: 招商局 张三, 招商局（张三）."""
    found = _WITH_PERSON.fullmatch(text.strip())
    if found is None or not is_unit(found[1]) or is_unit(found[2]):
        return text, ""
    return found[1], found[2]


_UNIT_NAME = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:局|委|办|院|府|处|中心|公司|集团|协会|商会|总会|镇|街道|乡|新区|功能区|园区|部|厅|"
    r"[市县区]委|团委|妇联|残联|工会|管委会|大队|支队|供销社|学校|大学|医院)"
)


def is_unit(name: str) -> bool:
    """Whether a name alone reads like that of a unit: 县教育局, 城东街道."""
    return _UNIT_NAME.fullmatch(name.strip()) is not None
