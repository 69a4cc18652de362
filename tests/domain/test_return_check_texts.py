"""报送体检 on texts as offices write them: good ones are left in peace, bad ones are found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_check import CheckedTask, CheckSettings, check_task

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    wanted: frozenset[str]
    title: str
    done: str
    last: str


def cases(name: str) -> list[Case]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        kinds, title, done, *last = [part.strip() for part in line.split(" | ")]
        wanted = frozenset() if kinds == "-" else frozenset(kinds.split(","))
        found.append(Case(wanted, title, done, last[0] if last else ""))
    return found


def found(case: Case) -> frozenset[str]:
    task = CheckedTask(
        5, {}, case.title, 75, 75, "75", ReportedStatus.NORMAL, "正常推进", case.done, "", "", "",
        50, case.last, (), False, Light.GREEN, Period(2024, 3),
    )  # fmt: skip
    return frozenset(finding.kind for finding in check_task(task, CheckSettings()))


@pytest.mark.parametrize("name", ["return_texts.txt", "return_texts_held.txt"])
def test_texts(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    hits: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong = []
    for case in cases(name):
        kinds = found(case)
        hits.update(kinds & case.wanted)
        alarms.update(kinds - case.wanted)
        missed.update(case.wanted - kinds)
        if kinds != case.wanted:
            wrong.append(f"{sorted(kinds)} for {sorted(case.wanted)}: {case.done}")
    with capsys.disabled():
        print(f"\n{name}: {len(cases(name))} texts")
        for kind in sorted({*hits, *alarms, *missed}):
            right, more, less = hits[kind], alarms[kind], missed[kind]
            print(
                f"  {kind}: precision {right / ((right + more) or 1):.2f}, "
                f"recall {right / ((right + less) or 1):.2f} ({right + less})"
            )
        print("\n".join(wrong))
    assert not wrong
