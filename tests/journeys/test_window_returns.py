"""Two quarters of returns at the window: out, filled with every mischief, in, sent back, locked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.return_form import TaskField
from leqing_desktop.ui.dialogs.clerk_name import ClerkNameDialog
from leqing_desktop.ui.models.collect_table import sentence
from tests.journeys import mischief
from tests.journeys.clerk import CTRL, Clerk, Key
from tests.journeys.office_filling import Work, by_openpyxl, carry_out
from tests.journeys.quarter_figures import (
    BANKERS,
    ECOLOGY,
    FOURTH,
    INFO,
    INVEST,
    LAND,
    MARKET,
    REFORM,
    SCIENCE,
    TALENT,
    THIRD,
    TOWN,
    TRADE,
    ZONE,
    Said,
    Written,
    lights,
    written,
)
from tests.journeys.return_desk import ReturnDesk
from tests.journeys.return_quarter import (
    RULE,
    Quarter,
    as_saved,
    check_lights,
    commented,
    issue,
    labels,
    nothing_is_lost,
    outcomes,
    shown_light,
)

FAR_OFF = "2099-12-31"
REASON = "补收市生态环境局报送表"
BRANDS = "新增浙江出口名牌"
LAND_VALUES = {"新增工业供地": 1200, "旧厂房改造项目": 60, "新规划建设小微园": 4}
LAND_FOURTH = {
    "新增工业供地": (300, 1500),
    "旧厂房改造项目": (20, 85),
    "新规划建设小微园": (1, 5),
}
INDICATORS = {
    THIRD: {**LAND_VALUES, BRANDS: 3},
    FOURTH: {**{name: value for name, (_, value) in LAND_FOURTH.items()}, BRANDS: 5},
}
KEPT = {THIRD: 15, FOURTH: 13}
"""One for each unit; second ones of three units, then of one."""
LAND_HOLLOW = Written(79, "正常推进", "持续推进各项工作。")
ZONE_BETTER = written(THIRD, ZONE, 0)._replace(progress=90, status="正常推进")
ZONE_FOURTH = written(FOURTH, ZONE, 0)._replace(progress=92)
TRADE_FAULTS = {
    0: Written(68, "进度滞后", "持续推进各项工作。"),
    1: Written(100, "已完成", "10月8日通过市级验收，补助全部到位。"),
    2: Written(70, "进度滞后", "9月走访外贸企业12，签约3家。"),
    3: Written(71, "进度滞后", ""),
}
TRADE_MENDED = {
    0: Written(68, "进度滞后", "9月10日印发九张清单，列入项目12个。"),
    1: Written(100, "已完成", "10月8日通过市级验收，补助全部到位。", "市级验收单.pdf"),
    2: Written(70, "进度滞后", "9月走访外贸企业12家，签约3家。"),
    3: Written(71, "进度滞后", "9月20日签订供地协议1份。"),
}


@pytest.fixture
def clerk(qtbot: QtBot) -> Iterator[Clerk]:
    clerk = Clerk(qtbot)
    yield clerk
    if clerk.shell is not None:
        clerk.leave()


def test_two_quarters(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Issue, fill, collect, review, send back, collect again, lock, lights; and all of it again."""
    desk = ReturnDesk(clerk, monkeypatch)
    ledger = tmp_path / "两季.leqing"
    desk.will_choose(ledger)
    begin(clerk)
    desk.new_quarter(THIRD)
    clerk.press(Key.Key_5, CTRL)
    clerk.rest()
    third = Quarter(desk, THIRD, tmp_path / "三季度")
    issue(third)
    fill_third(third)
    collect_third(third)
    review_third(third)
    send_back_and_collect_again(third)
    accept_undo_redo(third)
    lock_third(third)
    desk.new_quarter(FOURTH, FAR_OFF)
    fourth = Quarter(desk, FOURTH, tmp_path / "四季度")
    issue(fourth)
    last_quarter_is_printed(fourth, third.said())
    fill_fourth(fourth, third)
    collect_fourth(fourth)
    review_fourth(fourth, third)
    lock_fourth(fourth, third)
    clerk.leave()
    for quarter in (third, fourth):
        nothing_is_lost(ledger, quarter, INDICATORS[quarter.period], KEPT[quarter.period])
    assert labels(ledger, "解锁") == [f"解锁2024年第四季度：{REASON}"]

    clerk.start(ledger)
    clerk.press(Key.Key_5, CTRL)
    clerk.rest()
    assert set(desk.states.values()) == {"已报"} and "已锁定" in desk.page.banner.text


THIRD_OUTCOMES = {
    "市经信局.xlsx": "已收",
    "市科技局.xls": "已收",
    "市市场监管局.xlsx": "有疑问",
    "市生态环境局.ods": "已收",
    "市金融服务中心进展.xlsx": "有疑问",
    "市投资促进服务中心.xlsx": "有疑问",
    "市商务局.xlsx": "有疑问",
    "柳白新区管委会.xlsx": "有疑问",
    "柳白新区管委会(改).xlsx": "有疑问",
    "微信文件.zip/市人才办.xlsx": "已收",
    "市资规局.xlsx": "有疑问",
    "市资规局副本.xlsx": "重复",
    "各科室/市发改局.xlsx": "已收",
    "市发改局盖章件.jpg": "不认识",
    "15.1_获奖证书.jpg": "不认识",
    "柳市镇.et": "打不开",
    "柳市镇.rar": "打不开",
    "~$柳市镇.xlsx": "不认识",
    "柳市镇.xlsx.lnk": "不认识",
    "断了的表.xlsx": "打不开",
    "撑大的表.xlsx": "打不开",
    "外县柳市镇.xlsx": "不认识",
    "柳市镇（去年的表）.xlsx": "旧模板",
}
"""What becomes of every file in the third quarter's folder."""


def fill_third(quarter: Quarter) -> None:
    """Eleven units fill and do their mischief; the twelfth does not get to it in time."""
    quarter.fill(INFO, "市经信局.xlsx", mischief.rows_sorted)
    quarter.fill(SCIENCE, "市科技局.xls", mischief.rows_inserted)
    quarter.fill(MARKET, "市市场监管局.xlsx", mischief.row_deleted)
    quarter.fill(MARKET, "市市场监管局（补全）.xlsx")
    quarter.fill(ECOLOGY, "市生态环境局.ods", mischief.sheet_renamed, mischief.columns_hidden)
    quarter.fill(INVEST, "市投资促进服务中心.xlsx", mischief.pasted_over)
    trade = quarter.fill(TRADE, "市商务局.xlsx", rows=TRADE_FAULTS)
    mischief.put_indicator(trade, quarter.blanks[TRADE], BRANDS, 3, 2)
    quarter.fill(ZONE, "柳白新区管委会.xlsx")
    quarter.fill(ZONE, "柳白新区管委会(改).xlsx", rows={0: ZONE_BETTER})
    quarter.fill(TALENT, "市人才办.xlsx")
    land = quarter.fill(LAND, "市资规局.xlsx", rows={2: LAND_HOLLOW})
    for name, value in LAND_VALUES.items():
        mischief.put_indicator(land, quarter.blanks[LAND], name, None, value)
    quarter.fill(REFORM, "市发改局.xlsx")
    quarter.fill(TOWN, "柳市镇.xlsx")
    quarter.carry_out()
    for unit in ("市市场监管局（补全）", "柳市镇"):
        quarter.put_by(unit)
    lay_beside(quarter)


def lay_beside(quarter: Quarter) -> None:
    """What else came into the folder, by stick and by chat."""
    back, saved, blank = quarter.back, quarter.saved, quarter.blanks[BANKERS]
    own = [
        (number, title, written(THIRD, BANKERS, at))
        for at, (number, title) in enumerate(mischief.titles(blank))
    ]
    mischief.retyped(back / "市金融服务中心进展.xlsx", BANKERS, quarter.period.label, own)
    mischief.wechat_zip(back / "微信文件.zip", saved["市人才办"])
    mischief.copy_of(saved["市资规局"], "市资规局副本.xlsx")
    (back / "各科室").mkdir()
    saved["市发改局"].rename(back / "各科室" / "市发改局.xlsx")
    mischief.photo(back / "市发改局盖章件.jpg")
    mischief.photo(back / "15.1_获奖证书.jpg")
    mischief.in_wps_format(back / "柳市镇.et")
    mischief.rar(back / "柳市镇.rar")
    mischief.lock_file(back / "~$柳市镇.xlsx")
    mischief.shortcut(back / "柳市镇.xlsx.lnk")
    mischief.broken(back / "断了的表.xlsx", blank.path)
    mischief.hostile(back / "撑大的表.xlsx", blank.path)
    mischief.of_another_ledger(back / "外县柳市镇.xlsx", quarter.folder)
    old = shutil.copy(quarter.blanks[TOWN].path, back / "柳市镇（去年的表）.xlsx")
    mischief.of_an_old_template(Path(old))


def collect_third(quarter: Quarter) -> None:
    """The folder is dropped on the page: each file has its one outcome, the board every state."""
    desk = quarter.desk
    found = desk.drop(quarter.back)
    assert outcomes(found) == {as_saved(name): word for name, word in THIRD_OUTCOMES.items()}
    assert "另存为 .xlsx" in sentence(found["柳市镇.et"])
    assert "解压" in sentence(found["柳市镇.rar"])
    assert "另一个台账" in sentence(found["外县柳市镇.xlsx"])
    assert "市资规局" in sentence(found["市资规局副本.xlsx"])
    missing = quarter.number(MARKET, 1)
    assert f"缺“{missing} " in sentence(found["市市场监管局.xlsx"])
    assert "已作为市发改局的盖章件附上" in desk.attach("市发改局盖章件.jpg", REFORM)
    assert "已作为市发改局的" in desk.attach("15.1_获奖证书.jpg", REFORM)
    desk.close_result()
    assert next(u for u in desk.page.board.all_units if u.unit == REFORM).stamped
    waiting = dict.fromkeys((MARKET, BANKERS, INVEST, TRADE, ZONE, LAND), "待审")
    taken = dict.fromkeys((INFO, SCIENCE, ECOLOGY, TALENT, REFORM), "已报")
    assert desk.states == {TOWN: "逾期", **waiting, **taken}
    assert desk.rate == [92, 11, 12]
    assert outcomes(desk.paste(quarter.late["柳市镇"])) == {"柳市镇.xlsx": "已收"}
    desk.close_result()
    assert desk.states[TOWN] == "已报"
    assert desk.rate == [100, 12, 12]


def review_third(quarter: Quarter) -> None:
    """A cell that was pasted over, a retyped table, two returns of one unit."""
    desk = quarter.desk
    review = desk.unit(INVEST)
    (change,) = [each for row in review.rows for each in row.changes]
    assert (change.label, change.sent, change.returned) == ("序时（%）", "75", "60")
    desk.check_changes("75", "60")
    desk.press(Key.Key_Return, CTRL)
    assert desk.states[INVEST] == "已报"

    review = desk.unit(BANKERS)
    assert {row.state.label for row in review.rows} == {"待定"}
    assert all("按序号和名称认作" in row.findings[0].message for row in review.rows)
    for number in quarter.blanks[BANKERS].numbers:
        desk.go_to(number)
        desk.press(Key.Key_Space)
    desk.press(Key.Key_Return, CTRL)
    assert desk.states[BANKERS] == "已报"

    desk.unit(ZONE)
    desk.choose_return("柳白新区管委会(改).xlsx")
    assert desk.states[ZONE] == "已报"
    assert [each.state.label for each in desk.review.versions] == ["在审", "旧版"]
    quarter.final[ZONE, quarter.number(ZONE, 0)] = ZONE_BETTER


def send_back_and_collect_again(quarter: Quarter) -> None:
    """The faults go back in the unit's own file, which comes again, mended, as version 2."""
    desk, blank = quarter.desk, quarter.blanks[TRADE]
    review = desk.unit(TRADE)
    found = {row.number: {each.kind for each in row.findings} for row in review.waiting}
    faults = ("hollow", "no_evidence", "no_unit", "required")
    assert found == {
        **{blank.numbers[at]: {kind} for at, kind in enumerate(faults)},
        "23": {"over_total"},
    }
    for at in range(3):  # no more than reminders: they would pass
        desk.go_to(blank.numbers[at])
        desk.press(Key.Key_Space)
    copy = quarter.folder / "市商务局_退回稿.xlsx"
    note = desk.send_back(copy)
    assert note.startswith(f"{TRADE}：") and "5. " in note and "6. " not in note
    assert desk.states[TRADE] == "退回"
    assert len(commented(copy)) >= 5

    again = quarter.folder / "再收"
    again.mkdir()
    mended = mischief.read_blank(copy)
    work = Work(copy, again / "市商务局（重报）.xls")
    for at, said in TRADE_MENDED.items():
        mischief.put(work, mended, blank.numbers[at], said)
        quarter.final[TRADE, blank.numbers[at]] = said
    mischief.put_indicator(work, mended, BRANDS, 3, 3)
    carry_out([work], quarter.folder)
    quarter.late["市市场监管局（补全）"].rename(again / "市市场监管局（补全）.xlsx")
    assert outcomes(desk.choose_folder(again)) == {
        as_saved("市商务局（重报）.xls"): "已收",
        "市市场监管局（补全）.xlsx": "有疑问",
    }
    desk.close_result()
    review = desk.unit(TRADE)
    assert desk.states[TRADE] == "已报" and desk.page.card.state.text() == "已报 v2"
    changed = {row.number for row in review.rows if row.before}
    assert changed == {*blank.numbers[:4], "23"}
    desk.unit(MARKET)
    desk.choose_return("市市场监管局（补全）.xlsx")
    assert desk.states[MARKET] == "已报"


def accept_undo_redo(quarter: Quarter) -> None:
    """批量审核通过无问题的 takes the last reminder in; Ctrl+Z and Ctrl+Y."""
    desk = quarter.desk
    quarter.final[LAND, quarter.number(LAND, 2)] = LAND_HOLLOW
    waiting = {unit for unit, state in desk.states.items() if state == "待审"}
    assert waiting == {LAND}
    desk.unit(LAND)
    desk.clerk.click(desk.page.traffic.accept_clean)
    desk.clerk.rest()
    assert desk.states[LAND] == "已报"
    desk.page.card.review.table.setFocus()
    desk.press(Key.Key_Z, CTRL)
    assert desk.states[LAND] == "待审"
    desk.press(Key.Key_Y, CTRL)
    assert set(desk.states.values()) == {"已报"}


def lock_third(quarter: Quarter) -> None:
    """锁定本季: nothing is left out; lights and reasons are those counted by hand."""
    desk, said = quarter.desk, quarter.said()
    assert "家单位" not in desk.lock()
    check_lights(quarter, lights(said, THIRD))
    wanted = {
        (TALENT, "12.1"): ("红", "完成 44 %，序时 75 %，落后 31 点，超过 30 点"),
        (TALENT, "12.2"): ("黄", "完成 45 %，序时 75 %，落后 30 点，超过 10 点、不超过 30 点"),
        (BANKERS, "8.4"): ("绿", "完成 75 %，序时 75 %，与序时持平"),
        (ECOLOGY, "7.2"): ("黄", "完成 61 %，序时 75 %，落后 14 点，超过 10 点、不超过 30 点"),
        (MARKET, "2.1"): ("绿", "完成 80 %，序时 75 %，超前 5 点"),
    }
    for (unit, number), (light, why) in wanted.items():
        assert shown_light(desk, unit, number) == (light, f"{why}；按{RULE}。")


FOURTH_OUTCOMES = {
    "市经信局.xlsx": "有疑问",
    "市科技局.ods": "已收",
    "市市场监管局.xls": "已收",
    "市生态环境局.ods": "报错季度",
    "市金融服务中心.xlsx": "有疑问",
    "市投资促进服务中心.xlsx": "已收",
    "市商务局.xlsx": "有疑问",
    "报送.zip/报送/柳白新区管委会.xlsx": "已收",
    "市人才办.xlsx": "已收",
    "市资规局.xlsx": "有疑问",
    "市发改局.xls": "已收",
    "柳市镇.xlsx": "已收",
}


def last_quarter_is_printed(quarter: Quarter, before: Said) -> None:
    """Each workbook shows in grey what its unit said a quarter ago."""
    for unit, blank in quarter.blanks.items():
        sheet = load_workbook(blank.path).worksheets[0]
        for number in blank.numbers:
            figure = sheet.cell(blank.row(number), blank.columns[TaskField.LAST_PROGRESS])
            text = sheet.cell(blank.row(number), blank.columns[TaskField.LAST_DONE])
            assert (figure.value, text.value) == before[unit, number]
            red, green, blue = bytes.fromhex(text.font.color.rgb[2:])
            assert 0x50 < red < 0xB0 and max(red, green, blue) - min(red, green, blue) < 0x20


def fill_fourth(quarter: Quarter, third: Quarter) -> None:
    """The same units with other mischief; one sends last quarter's workbook."""
    copied = third.said()[INFO, third.number(INFO, 0)][1]
    fell = written(FOURTH, INFO, 1)._replace(progress=70)
    same = written(FOURTH, INFO, 0)._replace(done=copied)
    quarter.final[INFO, quarter.number(INFO, 0)] = same
    quarter.fill(INFO, "市经信局.xlsx", rows={0: same, 1: fell})
    quarter.fill(SCIENCE, "市科技局.ods", mischief.rows_sorted)
    quarter.fill(MARKET, "市市场监管局.xls", mischief.sheet_renamed, mischief.columns_hidden)
    quarter.fill(ECOLOGY, "市生态环境局补报.xlsx")
    quarter.fill(BANKERS, "市金融服务中心.xlsx", mischief.hidden_sheet_removed)
    quarter.fill(INVEST, "市投资促进服务中心.xlsx")
    done = {1: TRADE_MENDED[1]}
    trade = quarter.fill(TRADE, "市商务局.xlsx", mischief.last_text_pasted_over, rows=done)
    mischief.put_indicator(trade, quarter.blanks[TRADE], BRANDS, 2, 5)
    quarter.final[TRADE, quarter.number(TRADE, 1)] = TRADE_MENDED[1]
    quarter.fill(ZONE, "柳白新区管委会.xlsx", rows={0: ZONE_FOURTH})
    quarter.final[ZONE, quarter.number(ZONE, 0)] = ZONE_FOURTH
    quarter.fill(TALENT, "市人才办.xlsx", mischief.rows_inserted)
    land = quarter.fill(LAND, "市资规局.xlsx")
    for name, (more, value) in LAND_FOURTH.items():
        mischief.put_indicator(land, quarter.blanks[LAND], name, more, value)
    quarter.fill(REFORM, "市发改局.xls", mischief.rows_sorted)
    quarter.fill(TOWN, "柳市镇.xlsx")
    quarter.carry_out()
    quarter.put_by("市生态环境局补报")
    shutil.copy(third.saved["市生态环境局"], quarter.back)
    mischief.plain_zip(quarter.back / "报送.zip", quarter.saved["柳白新区管委会"])


def collect_fourth(quarter: Quarter) -> None:
    """Dropped; the one that sent last quarter's workbook has not reported."""
    desk = quarter.desk
    found = desk.drop(quarter.back)
    assert outcomes(found) == {as_saved(name): word for name, word in FOURTH_OUTCOMES.items()}
    assert "2024年第三季度" in sentence(found[as_saved("市生态环境局.ods")])
    desk.close_result()
    waiting = dict.fromkeys((INFO, BANKERS, TRADE, LAND), "待审")
    taken = dict.fromkeys((SCIENCE, MARKET, INVEST, ZONE, TALENT, REFORM, TOWN), "已报")
    assert desk.states == {ECOLOGY: "未报", **waiting, **taken}
    assert desk.rate == [92, 11, 12]


def review_fourth(quarter: Quarter, third: Quarter) -> None:
    """Last quarter's words again, a figure that fell, a seal that is gone, figures that do not add."""
    desk = quarter.desk
    copied, fell = (quarter.number(INFO, at) for at in (0, 1))
    review = desk.unit(INFO)
    found = {row.number: {each.kind for each in row.findings} for row in review.waiting}
    assert found == {copied: {"copied"}, fell: {"fell"}}
    desk.press(Key.Key_Return, CTRL)
    copy = quarter.folder / "市经信局_退回稿.xlsx"
    assert "低于上季报送的 77%" in desk.send_back(copy)
    mended = Work(copy, quarter.folder / "市经信局（重报）.xlsx")
    mischief.put(mended, mischief.read_blank(copy), fell, written(FOURTH, INFO, 1))
    assert outcomes(desk.paste(by_openpyxl(mended))) == {mended.target.name: "已收"}
    desk.close_result()
    assert [row.number for row in desk.unit(INFO).rows if row.before] == [fell]

    review = desk.unit(BANKERS)
    assert {row.state.label for row in review.rows} == {"待定"}
    desk.press(Key.Key_Return, CTRL)
    desk.unit(TRADE)
    desk.check_changes(TRADE_MENDED[0].done, "上季已全部完成。")
    desk.press(Key.Key_Return, CTRL)
    review = desk.unit(LAND)
    assert [[each.kind for each in row.findings] for row in review.waiting] == [["sum"]]
    desk.go_to_waiting()
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return, CTRL)
    assert {unit for unit, state in desk.states.items() if state != "已报"} == {ECOLOGY}
    kept = quarter.folder / "原件.xlsx"
    desk.will_choose(kept)
    desk.page.files.save_original()
    desk.clerk.wait(kept.exists)
    assert kept.read_bytes() == quarter.saved["市资规局"].read_bytes()


def lock_fourth(quarter: Quarter, third: Quarter) -> None:
    """Locked without one unit, opened again with a reason for it, locked with all."""
    desk = quarter.desk
    quarter.silent = {ECOLOGY}
    assert "市生态环境局 1 家单位还没有报送。" in desk.lock()
    check_lights(quarter, lights(quarter.said(), FOURTH, third.said()))
    why = "本期未报，按完成 61 % 计，序时 100 %，落后 39 点，超过 30 点"
    assert shown_light(desk, ECOLOGY, "7.2") == ("红", f"{why}；按{RULE}。")

    desk.page.traffic.take([quarter.late["市生态环境局补报"]])
    desk.clerk.rest()
    assert "已锁定" in desk.page.banner.text and desk.page.traffic.result is None
    desk.unlock(REASON)
    quarter.silent = set()
    found = desk.drop(quarter.late["市生态环境局补报"])
    assert list(outcomes(found).values()) == ["已收"]
    desk.close_result()
    assert "家单位" not in desk.lock()
    check_lights(quarter, lights(quarter.said(), FOURTH))
    why = "完成 89 %，序时 100 %，落后 11 点，超过 10 点、不超过 30 点"
    assert shown_light(desk, ECOLOGY, "7.2") == ("黄", f"{why}；按{RULE}。")
    check_lights(third, lights(third.said(), THIRD))


def begin(clerk: Clerk) -> None:
    """新建 with the built-in plan; the name is asked once."""
    clerk.start()
    assert clerk.shell is not None and clerk.shell.start_page is not None
    start = clerk.shell.start_page
    clerk.wait(start.isActiveWindow)

    def give_name(_dialog: ClerkNameDialog) -> None:
        clerk.type("王敏")
        clerk.press(Key.Key_Return)

    clerk.answer(ClerkNameDialog, give_name, lambda: clerk.click(start.builtin))
    clerk.in_the_window()
