"""Names in the text of a real quarter's 通报: the draft's own agree, changed ones are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from leqing_desktop.domain.circular import BoundParagraph, Prose, tidy
from leqing_desktop.domain.circular_check import TroubleKind
from leqing_desktop.errors import Refused
from tests.inspected import inspect
from tests.ledgers import Q3, Desk, is_sentence
from tests.reported import MISSING


@pytest.fixture
def locked(reported: Desk) -> Desk:
    inspect(reported)
    reported.services.periods.lock(Q3)
    return reported


def with_swapped(prose: Prose, start: str, old: str, new: str) -> Prose:
    """The paragraph that begins with ``start`` names another unit."""
    found = []
    for each in prose.paragraphs:
        first = each.pieces[0]
        pieces = each.pieces
        if isinstance(first, str) and first.startswith(start):
            pieces = tuple(p.replace(old, new) if isinstance(p, str) else p for p in pieces)
            assert pieces != each.pieces
        found.append(replace(each, pieces=pieces))
    return replace(prose, paragraphs=tuple(found))


def test_the_draft_names_nobody_for_what_is_not_so(locked: Desk) -> None:
    assert locked.services.circular.view(Q3).check.troubles == ()


def test_a_case_with_anothers_name_cannot_be_signed(locked: Desk) -> None:
    circular = locked.services.circular
    prose = circular.draft(Q3)
    good = next(
        str(each.pieces[0])
        for each in prose.paragraphs
        if each.keys and each.keys[0].startswith("task:")
    )
    unit = good.partition("“")[0]
    swapped = with_swapped(prose, good, unit, MISSING[0])
    (fault,) = circular.check(Q3, swapped).faults
    assert f"“{MISSING[0]}”后面的数字是" in fault.message
    with pytest.raises(Refused, match="后面的数字是"):
        circular.prepare(Q3, swapped, date(2024, 10, 21))


def test_a_place_behind_anothers_name_cannot_be_signed(locked: Desk) -> None:
    circular = locked.services.circular
    prose = circular.draft(Q3)
    best = circular.view(Q3).figures["units.ranked"].rows[0][1]
    swapped = with_swapped(prose, "得分靠前的是", best, MISSING[1])
    faults = circular.check(Q3, swapped).faults
    assert any(f"“{MISSING[1]}”后面的数字是{best}的" in each.message for each in faults)


def test_a_unit_named_as_late_that_is_not_is_told_and_may_be_signed(locked: Desk) -> None:
    circular = locked.services.circular
    prose = circular.draft(Q3)
    added = BoundParagraph(tidy(("市经信局迟报，要明确专人负责；某某公司迟报。",)))
    check = circular.check(Q3, replace(prose, paragraphs=(*prose.paragraphs, added)))
    (trouble,) = check.troubles
    assert trouble.kind is TroubleKind.NAMED
    assert "把市经信局写成迟报" in trouble.message
    assert is_sentence(trouble.message)
    assert check.faults == ()
