"""Tells a target's number from one that only qualifies a noun or describes what there is."""

from __future__ import annotations

import re

from leqing_desktop.domain.indicator import Comparator
from leqing_desktop.domain.target_name import (
    ADDING,
    DOING,
    ENDS_WITH_VERB,
    GROWING,
    LEADING_VERB,
    REACH,
    tidy,
)
from leqing_desktop.domain.target_numbers import Quantity

_DESCRIBED = re.compile(
    "(?:依托|围绕|聚焦|发挥|利用|针对|基于|按照|对标|涵盖|包括|包含|下辖|分为|现有|共有|原有|涉及|位于|来自|坚持|突出|由|以|"
    "抓住|立足|根据|属于|在现有|占地|占地面积|总投资|计划总投资|投资额|注册资本|总投资额|总用地面积|海拔|全长|辖|时速|半径|^总库容|^设计流量|期限|有效期|(?:陆域|海域|用地|规划|行政区域|核心区)面积|(?:常住|户籍)人口|[（(](?:总?建筑|总)面积"
    "|设计[^，。；]{0,8}能力|可(?:同时|一次性?)?(?:容纳|保障|接待|满足|停放))(?:为|约)?$"
)
_FACT = re.compile(
    "(?:占地|占地面积|总投资|计划总投资|总投资额|注册资本|总用地面积|海拔|间隔|距离|每隔)(?:约|达)?$"
)
_CLASS_NOUN = re.compile(
    "(?:的)?[^，。；、]{0,14}?(?:项目|企业|主体|单位|园区|基地|机构|船舶|平台|集群|医院|产业园|自然村|行政村|村庄|社区|小区|家庭)"
)
_MONEY_NOUN = re.compile(
    "(?:的)?[^，。；、]{0,8}?(?:投资|产值|收入|销售|税收|营收|规模|贷款|授信|交易|融资|资金|增加值|订单|出口|基金|补助)"
)
_RATIO = re.compile("的?(?:比例|标准|要求|幅度|速度|税前|加计|返还|减免)")
# 对占地3亩以上的企业: what stands behind 对 says who is meant.
_OF_WHOM = re.compile(
    "(?:^|[，；（、])(?:并|同时)?(?:对于?(?!外|口|接|标|照|象|应|比|台|点)|凡|针对)[^，；达到]*$"
)
_CAPACITY = re.compile("(?:年|日)(?:产|处理|加工|生产|出栏|接待)(?:能力)?$")
# 登岛超过300人的海岛, 120万吨以上煤矿按标准建设: the number says which are meant.
_WHICH = re.compile("的(?!目标|水平|任务|要求|规模|速度|增[长速幅])")
_TREATED = re.compile("[^，。；、]{1,10}(?:按照?|实行|优先|必须|应当|一律|不得|不再)")
# 每月举办1场: how often something is done, as 一次 would be.
_ROUTINE = re.compile(r"每(?:天|日|周|旬|(?:两|半)?个?月|个?季度?|半年|个?学期)[^，。；、\d]{2,8}$")
_PLANT = re.compile("[^，。；、]{0,20}?(?:项目|生产线|产线|基地|工厂|工程)")
_PRICE = re.compile(
    "(?:价格|利率|费率|费用|电价|水价|税率|额度|标准)[^，；]{0,6}(?:上浮|下浮|上调|下调)$"
    "|按[^，；]{1,10}(?:上浮|下浮)$"
)
# 桌数原则上不超过20桌, 每桌菜金不超过800元: what is allowed, not what is to be reached.
_RULED = re.compile("原则上(?:应当?)?$")
_ALLOWED_EACH = re.compile("(?:每(?![年月周日天季])|单[户家个件])[^，；、]{1,16}$")
# 燃气等10个重点领域隐患排查: how many were just named, and something is done in them.
_NAMED_FIELDS = re.compile("(?:重点|关键)?(?:领域|行业)[^，。；、]{2,}")
_SINGLE = {"分", "年", "天", "个月", "小时", "分钟", "个工作日", "工作日"}
_NEVER = re.compile(
    "(?:最高(?:可)?(?:减免|补助|奖励|给予|降低|下浮|返还|达到?)?|按照?(?![期时质])[^，。；]{1,20}的|封顶|每次|每隔|跑|按|提前|连续|不足)$"
)
# 城镇化率68.3%, 收入增长7.3% report; 年均增长7.5%, 下降14.5%, 达到62.5% are set.
_AIMED = re.compile("到|至|达|年均|下降|降低|提高|提升|减少|力争|保持|稳定|控制")
_PLANNED = re.compile("每年|新增|累计|年均|力争|争取|确保|目标")
# 超过全省平均水平2个百分点 explains the figure before it.
_BESIDE = re.compile(
    "(?:超过|高于|高出|低于|快于|领先|超出|超)[^，。]{0,16}(?:平均|水平|全省|全市|全国|增速|增幅)[^，。]{0,4}$"
)


def qualifies(
    number: Quantity, before: str, after: str, clause: str, follower: Quantity | None
) -> bool:
    """Whether the number only qualifies a noun (总投资10亿元以上项目) or measures nothing.

    ``before`` is the text since the last target, ``after`` the noun behind the number or "",
    ``clause`` the clause up to the number, ``follower`` the next number of the clause.
    """
    if number.doubling:
        return False
    if follower is not None and follower.start == number.end and not number.percent:
        return True
    if number.comparator is not None and _OF_WHOM.search(clause):
        return True
    if number.comparator is not None and _TREATED.match(after):
        return True
    # 开展不少于4次的检查 is to be done.
    if number.comparator is not None and _WHICH.match(after) and not ENDS_WITH_VERB.search(before):
        return True
    if (number.value, number.comparator) == (1, None) and _ROUTINE.search(clause):
        return True
    if after and _CAPACITY.search(before) and _PLANT.match(after):
        return True
    counted = follower is not None and bool(after) and number.end + len(after) == follower.start
    reached = bool(REACH.search(before)) or number.comparator is not None
    if number.uom is None or number.uom in _SINGLE or number.spelt:
        return _weak(number, before, after, reached)
    if number.percent or number.uom == "个百分点":
        return bool(_RATIO.match(after)) or (counted and not reached)
    if not after:
        return bool(_FACT.search(before)) and number.comparator is None
    if number.counts:
        people = number.uom in ("人", "户", "张", "名") and bool(number.post)
        noun = bool(tidy(before)) and not ENDS_WITH_VERB.search(before)
        if noun and number.post and after.startswith("的"):
            return True
        return counted or (people and bool(_CLASS_NOUN.match(after)))
    if counted or not (ENDS_WITH_VERB.search(before) or REACH.search(before)):
        return True
    if number.money:
        return not _MONEY_NOUN.match(after)
    return bool(number.post) and bool(_CLASS_NOUN.match(after))


def _weak(number: Quantity, before: str, after: str, reached: bool) -> bool:
    """Numbers without a unit, in words, or of time and points need a word that makes them goals."""
    if number.spelt:
        verb = bool(ENDS_WITH_VERB.search(before)) or bool(number.pre)
        return not verb or (number.value == 1 and not number.pre)
    if number.uom is None and number.value == int(number.value) and 1900 <= number.value < 2100:
        return True
    return not reached or bool(after)


def is_goal(number: Quantity, before: str, after: str, clause: str, year: bool, found: int) -> bool:
    """Whether the sentence sets the number as a goal and does not just describe.

    ``clause`` is the clause up to the number, ``year`` whether a year is in force, ``found``
    2 where the sentence already has a target, 1 where the paragraph has one.
    """
    if (_DESCRIBED.search(before) and number.comparator is None) or _NEVER.search(before):
        return False
    if number.percent and _PRICE.search(before):
        return False
    if _RULED.search(before) or _allows(number, before):
        return False
    if before.endswith("等") and _NAMED_FIELDS.match(after):
        return False
    if number.relative and number.comparator is None and _BESIDE.search(before):
        return False
    if number.percent and number.value % 1 and not (year or found) and not _AIMED.search(clause):
        return number.comparator is not None
    if number.comparator is not None or number.percent or REACH.search(before):
        return True
    if before.endswith("的") and after and not year:
        return False
    if year or found > 1 or (found and not after):
        return not _DESCRIBED.search(tidy(before)) or not after
    return bool(
        LEADING_VERB.search(tidy(before))
        or ENDS_WITH_VERB.search(before)
        or _PLANNED.search(clause)
        or GROWING.search(before)
        or number.doubling
        or (not after and (ADDING.search(before) or DOING.search(before)))
    )


def _allows(number: Quantity, before: str) -> bool:
    """Whether the number caps what each person, household or piece may cost."""
    most = number.comparator is Comparator.AT_MOST and number.pre.startswith("不")
    return most and number.money and _ALLOWED_EACH.search(before) is not None
