"""Units of measure (计量单位) as planning documents write them: sizes, money, classifiers."""

from __future__ import annotations

import re

MONEY = frozenset({"元", "美元", "欧元", "人民币"})
TIMES = frozenset({"个工作日", "工作日", "小时", "分钟", "个月", "天", "年"})
# Measures of size: a noun behind one of them is usually qualified by it (10亿元以上项目).
_SIZE = (
    "平方公里|平方千米|平方米|平米|标准立方米|立方米|标方|公顷|亩|吨标准煤|吨标煤|蒸吨|吨公里|吨|公斤|千克|"
    "斤|公里|海里|千米|米|千瓦时|千瓦|兆瓦时|兆瓦|吉瓦时|吉瓦|千伏安|千伏|微克|毫克|升|分贝|度|标准箱|标箱|"
    "kWh|kW|MWh|MW|GWh|GW|TEU|km|t|kg|μg|ug|mg|PFLOPS|EFLOPS|MB|"
    "GB|TB|PB|dB|个百分点|%|‰|个工作日|工作日|个小时|小时|分钟|个月|天|年|岁|学时|毫秒|秒|课时|人年|"
    "分|倍|P"
)
# Classifiers: what they count is itself the indicator.
_COUNTED = (
    "台套|场次|人次|车次|家次|户次|件次|批次|家|个|项|件|台|套|座|所|处|条|场|次|名|人|位|户|只|"
    "头|羽|株|尾|辆|艘|架|栋|幢|间|张|篇|部|册|本|种|类|款|批|支|组|班|门|例|份|宗|起|片|块|"
    "盏|根|对|村|镇|县|床|幅|节|期|人员|企业|对接|标段|列|路|笔|票|卷|枚|颗|趟|班次|架次|艘次|辆次"
)
COUNT = frozenset(_COUNTED.split("|"))
_BASES = sorted({*MONEY, *_SIZE.split("|"), *COUNT}, key=len, reverse=True)
_BASE = "|".join(map(re.escape, _BASES))
_SCALE = "万亿|千万|百万|十万|百亿|千亿|万|亿|千(?!瓦|米|克|伏)|百"
_PER = rf"(?:/(?:\d{{1,4}})?(?:{_SCALE})?(?:{_BASE}|日|户籍|公里)(?:·[年月日])?)?"
# Any other single character between a number and a comparator or a stop is a classifier too.
_FREE = (
    r"(?![年月日号时届级强型版档后代余多几大点的和等及与内上下前中间元成左约])[\u4e00-\u9fff]"
    r"(?=及?以[上下内]|左右|[，。；、）]|$)"
)
# 1.2万台（套）: one of two classifiers, printed in brackets.
_OR = r"(?:[（(](?:套|次|间|户|点|处|座|项|场|家|条|名)[）)])?"
UNIT = rf"(?:(?:{_SCALE})?(?:{_BASE}){_OR}{_PER}|(?:{_SCALE})?{_FREE}|(?:{_SCALE})|/(?:10|十)万(?:人)?)"
"""Pattern of a unit with its 万 or 亿 and what it is divided by: 台/万人, 万吨标准煤."""


def base_unit(uom: str) -> str:
    """The unit without 万, 亿 and divisor: 亿元 and 万元/亩 are 元."""
    return re.sub(rf"^(?:{_SCALE})(?=.)", "", uom.split("/")[0])


def normal_unit(unit: str | None) -> str | None:
    """One writing for units that are written in several ways; 万 and 亿 stay (DESIGN §3)."""
    return {"吨标煤": "吨标准煤", "个小时": "小时"}.get(unit, unit) if unit else None
