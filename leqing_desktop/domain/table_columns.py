"""What the columns of a task table mean, and the names offices give them.

The names come from the decomposition tables that Chinese local governments publish (重点任务分解表,
任务清单, 责任分工表); a name that is not here is compared with those that are.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Meaning(StrEnum):
    """What a column holds; ``LEVEL_*`` are the steps of the tree before they are told apart."""

    ID = "id"
    NUMBER = "number"
    PROGRAMME = "programme"
    MEASURE = "measure"
    TASK = "task"
    MILESTONE = "milestone"
    STAGE = "stage"
    MEASURE_TARGET = "measure_target"
    INDICATOR = "indicator"
    TARGET = "target"
    UOM = "uom"
    LEADER = "leader"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    SECTION = "section"
    PERSON = "person"
    CONTACT = "contact"
    PHONE = "phone"
    START = "start"
    DUE = "due"
    PROGRESS = "progress"
    EVIDENCE = "evidence"
    REMARK = "remark"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        """The meaning in the office's word, for the list in which the clerk changes it."""
        return LABELS[self]


LABELS: dict[Meaning, str] = {
    Meaning.ID: "编号（程序用）",
    Meaning.NUMBER: "序号",
    Meaning.PROGRAMME: "工程",
    Meaning.MEASURE: "举措",
    Meaning.TASK: "任务",
    Meaning.MILESTONE: "里程碑",
    Meaning.STAGE: "分阶段目标",
    Meaning.MEASURE_TARGET: "举措目标（指标）",
    Meaning.INDICATOR: "指标名称",
    Meaning.TARGET: "目标",
    Meaning.UOM: "计量单位",
    Meaning.LEADER: "分管领导",
    Meaning.LEAD: "牵头单位",
    Meaning.RESPONSIBLE: "责任单位",
    Meaning.SUPPORT: "配合单位",
    Meaning.SECTION: "责任科室",
    Meaning.PERSON: "责任人",
    Meaning.CONTACT: "联络员",
    Meaning.PHONE: "联系电话",
    Meaning.START: "开始",
    Meaning.DUE: "期限",
    Meaning.PROGRESS: "进展",
    Meaning.EVIDENCE: "印证材料",
    Meaning.REMARK: "备注",
    Meaning.IGNORED: "不导入",
}

LEVELS = (Meaning.PROGRAMME, Meaning.MEASURE, Meaning.TASK)
UNITS = (Meaning.LEAD, Meaning.RESPONSIBLE, Meaning.SUPPORT)
JOINED = frozenset({Meaning.TARGET, Meaning.REMARK, Meaning.PROGRESS, Meaning.STAGE, *UNITS})
"""Meanings that more than one column may have; of the others the likeliest column wins."""

_NAMES: dict[Meaning, str] = {
    Meaning.IGNORED: (
        "经费 资金 总投资 投资额 年度投资 预算 资金来源 资金安排 金额 资金需求 经费预算 "
        "权重 分值 得分 页码 页次"
    ),
    Meaning.ID: "编号(程序用) 任务ID 程序编号 记录编号 任务编码 隐藏编号 leqingid id uuid",
    Meaning.NUMBER: "序号 编号 项次 序 no 任务序号 任务编号 条款 条款号 条目 总序号 分序号",
    Meaning.PROGRAMME: (
        "条线 线块 战线 工程 工程名称 "
        "专项行动 行动 类别 领域 板块 任务类别 工作类别 重点领域 工作领域 任务板块 工作板块 "
        "大类 一级任务 一级指标 重大工程 重点工程 六大工程 九大工程 主攻方向 分类 任务分类 事项类别 专项 "
        "专题 重点方向 项目类别 任务大类 工作大类 类型 任务类型 所属工程 所属领域 战略任务 总任务"
    ),
    Meaning.MEASURE: (
        "举措 主要任务 重点任务 工作任务 目标任务 重点工作 主要工作 重点举措 主要举措 二级任务 任务名称 "
        "工作事项 重点事项 事项 工作名称 任务 任务项 任务事项 总体任务 举措名称 重大任务 重点工作任务 "
        "主要目标任务 年度重点任务 重点任务名称 工作要点 改革任务 整改任务 重点项目 项目名称 主要工作任务 "
        "年度任务 中类 任务分解 重要任务 年度重点工作 项目 问题"
    ),
    Meaning.TASK: (
        "内容 项目内容 事项内容 "
        "具体举措 具体任务 具体措施 工作内容 任务内容 主要内容 工作举措 工作措施 推进举措 推进措施 "
        "主要措施 落实举措 落实措施 三级任务 子任务 细化任务 任务清单 具体内容 具体工作 分项任务 分解任务 "
        "工作任务分解 任务描述 具体事项 重点任务内容 小类 措施 整改措施 工作安排 实施内容 建设内容 "
        "具体工作任务 具体工作内容 任务明细 工作清单 任务举措 推进内容 具体工作举措 改革举措 主要工作内容 "
        "具体任务举措 工作任务及内容 工作任务内容"
    ),
    Meaning.MILESTONE: (
        "里程碑 关键节点 重要节点 进度节点 工作节点 节点任务 阶段任务 节点目标 节点安排 进度安排 "
        "时间安排及节点 里程碑节点 标志性节点 形象进度 推进计划 实施步骤"
    ),
    Meaning.MEASURE_TARGET: "目标(指标) 举措目标 举措目标(指标) 主要指标 总体目标值",
    Meaning.INDICATOR: (
        "指标 指标名称 考核指标 目标指标 主要指标名称 指标项 核心指标 量化指标 二级指标 三级指标 监测指标 "
        "绩效指标"
    ),
    Meaning.TARGET: (
        "考核要求 验收要求 质量要求 "
        "目标值 目标 工作目标 任务目标 年度目标 预期目标 预期成效 预期成果 阶段目标 绩效目标 总体目标 "
        "指标值 计划值 工作成效 成果形式 完成目标 目标成效 目标要求 工作要求 计划目标 全年目标 目标成果 "
        "达到目标 考核目标 年度计划 标志性成果 主要目标 预期效果 量化目标 具体目标 2025年目标 年度目标值 "
        "目标任务值 数量 工作标准 完成标准"
    ),
    Meaning.UOM: "计量单位 单位(计量) 度量单位 数量单位 指标单位 量纲",
    Meaning.LEADER: (
        "牵头领导 分管领导 责任领导 牵头市领导 挂钩领导 挂帅领导 领衔领导 包干领导 市领导 县领导 "
        "分管市领导 责任市领导 联系领导 牵头县领导 分管副市长 带队领导 督办领导 领办领导 牵头负责人 "
        "分管负责人 局领导 单位领导 领导 挂联领导 牵头区领导"
    ),
    Meaning.LEAD: (
        "主抓 主抓单位 主管单位 主管部门 "
        "牵头单位 牵头部门 牵头 主办单位 主办部门 牵头责任单位 主责单位 主责部门 牵头科局 第一责任单位 "
        "主要责任单位 主要牵头单位 总牵头单位 牵头责任部门 主办 主牵头单位 牵头实施单位 组织单位 "
        "首位责任单位"
    ),
    Meaning.RESPONSIBLE: (
        "责任单位 责任部门 负责单位 负责部门 承办单位 承担单位 实施单位 落实单位 责任主体 实施主体 "
        "完成单位 承办部门 落实部门 责任单位(部门) 承接单位 执行单位 责任单位名称 责任 整改责任单位 "
        "牵头及责任单位 分工单位 责任分工 责任单位及部门 建设单位 推进单位 部门 主体单位 具体责任单位 "
        "任务单位 单位名称 部门名称"
    ),
    Meaning.SUPPORT: (
        "协助 联合单位 协助部门 "
        "配合单位 配合部门 协办单位 协同单位 参与单位 协作单位 协助单位 参加单位 会办单位 协同部门 "
        "协办部门 配合 参与部门 会同单位 支持单位 其他责任单位 配合责任单位 指导单位 协同配合单位 协办 "
        "参与 成员单位 协同 协作"
    ),
    Meaning.SECTION: (
        "责任科室 承办科室 牵头科室 科室 处室 责任处室 业务科室 承办处室 具体科室 经办科室 负责科室 "
        "牵头处室 责任股室 股室 内设机构 具体责任科室"
    ),
    Meaning.PERSON: (
        "责任到人 首席专家 专家 "
        "责任人 负责人 具体负责人 直接责任人 第一责任人 承办人 经办人 具体责任人 项目负责人 责任人员 "
        "主要责任人 专人 具体经办人 工作负责人 责任人姓名 科室负责人 主要负责人"
    ),
    Meaning.CONTACT: "联络员 联系人 联系人员 工作联络员 联络人 信息联络员 联系人姓名",
    Meaning.PHONE: "联系电话 联系方式 电话 手机 手机号 手机号码 联络电话 办公电话 联系人电话",
    Meaning.START: (
        "开始时间 起始时间 启动时间 开工时间 开始日期 开始 起始日期 启动时限 开始时限 计划开始时间 "
        "开工日期 起 自"
    ),
    Meaning.DUE: (
        "完成时限 完成时间 时限 期限 完成期限 时间节点 截止时间 办结时限 完成日期 截止日期 时间要求 "
        "完成时间节点 办结时间 时限要求 计划完成时间 要求完成时间 整改时限 结束时间 到期时间 时间 "
        "完成节点 推进时限 工作时限 进度要求 时间进度 竣工时间 结束日期 办理时限 预计完成时间 工作期限 "
        "截止时限 落实时限 实施期限 整改期限 完工时间 最迟完成时间 时序要求 实施时间 结束 止 至"
    ),
    Meaning.PROGRESS: (
        "进展情况 工作进展 完成情况 目前进展 推进情况 落实情况 当前进度 完成进度 进度 最新进展 任务进展 "
        "进展 进展及成效 完成率 实际完成 存在问题 困难问题 下步打算 下一步计划 完成状态 状态 是否完成 "
        "下步工作计划 工作进度 问题及建议"
    ),
    Meaning.EVIDENCE: "印证材料 佐证材料 证明材料 支撑材料 佐证 附件材料 完成标志 验收材料 评价依据",
    Meaning.REMARK: "备注 说明 备注说明 其他 任务来源 来源 依据 文件依据 政策依据 任务依据 出处",
}

_BRACKET = re.compile(r"[(（\[【〔<《][^)）\]】〕>》]*[)）\]】〕>》]")
_YEAR = re.compile(r"^(?:20\d\d年?(?:度)?|今年|本年度?|年度)(?=.)")
_STAGE = re.compile(
    r"(?:第?[一二三四1-4]季度|(?:1[0-2]|[1-9])[-—~至](?:1[0-2]|[1-9])月|[上下]半年|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底|末)?|"
    r"Q[1-4]|20\d\d年)(?:目标|计划|任务|节点|工作目标|安排|工作安排|进度|推进计划|底前)?"
)


_DATED_STEPS = re.compile(
    r".*(?:措施|举措|步骤|计划|安排|内容)[及和与].*(?:节点|进度|时间|时限).{0,2}"
)
_UNIT_END = r".{0,6}(?:单位|部门|主体|机构)"
_ENDINGS = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r".*(?:级别|等级|性质|方式|难度|程度|优先级)", None),
        (r"一级.+", Meaning.PROGRAMME),
        (r"二级.+", Meaning.MEASURE),
        (r"[三四]级.+", Meaning.TASK),
        (r".*(?:填报|填表|更新|报送|制表|发文)(?:时间|日期|人|单位)", Meaning.IGNORED),
        (r".*(?:领导|[局院镇市县区乡校会部处]长|书记|主任|主席|总监|经理|副总)", Meaning.LEADER),
        (
            r".*(?:联系人|联络员|联络人|联系人员|(?:参与|配合|协助|协办)(?:人|人员))",
            Meaning.CONTACT,
        ),
        (r".*(?:责任人员|负责同志|[任责办担行持系导研施]人)", Meaning.PERSON),
        (r".*(?:电话|手机|手机号码?|联系方式)", Meaning.PHONE),
        (
            rf".*(?:监督|督办|督查|督导|考核|评价|验收|审批|来文|提出){_UNIT_END}",
            Meaning.IGNORED,
        ),
        (rf".*(?:牵头|主办|主责|主管|主抓|首要|第一责任){_UNIT_END}", Meaning.LEAD),
        (
            rf".*(?:配合|协办|协同|协助|参与|参加|支持|指导|联动|会办)(?:{_UNIT_END}|.{{0,4}}[科处股]室)",
            Meaning.SUPPORT,
        ),
        (
            rf".*(?:责任|负责|承办|承担|落实|实施|执行|完成|推进|整改|办理|主体){_UNIT_END}",
            Meaning.RESPONSIBLE,
        ),
        (r".*[科处股]室", Meaning.SECTION),
        (r".*(?:开始|启动|开工|起始|动工).{0,4}(?:时间|日期|时限)", Meaning.START),
        (r".*(?:时限|期限|时间|日期|时间节点|完成节点)", Meaning.DUE),
        (r".*(?:进展|进展情况|完成情况|推进情况|落实情况|完成率|状态|进度)", Meaning.PROGRESS),
        (r".*(?:上年|去年|实绩|基数|基期|基准值|现状|现值|实际值|完成值|完成数)", Meaning.IGNORED),
        (r".*(?:目标|目标值|指标值|成效|成果|效果|标准|要求)", Meaning.TARGET),
        (
            r".*(?:投资|资金|经费|预算|金额|造价)(?:额|计划|安排|需求|来源|情况|规模|概算)?",
            Meaning.IGNORED,
        ),
        (r".*(?:权重|分值|分数|排名|名次|[^部区]分|[^基]数)", Meaning.IGNORED),
        (r".*(?:代表|委员|[案出议]人)", Meaning.REMARK),
        (r".*(?:备注|说明|依据|来源)", Meaning.REMARK),
        (r".*(?:工程|行动|领域|类别|板块|条线|方面|分类|专题|章节|章)", Meaning.PROGRAMME),
        (
            r".*(?:任务|事项|工作|项目|问题|要点|名称|标题|题目|议题|建议|提案|课题)",
            Meaning.MEASURE,
        ),
        (r".*(?:举措|措施|内容|做法)", Meaning.TASK),
    )
)
"""Chinese puts the noun last: what a longer heading ends in says what the column holds.

None is something that no task has: a heading of which only the beginning would be known (任务级别).
"""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a heading probably means; ``confidence`` 0–1."""

    meaning: Meaning | None
    confidence: float


def plain_heading(text: str) -> str:
    """A heading in half-width forms, without blanks, line ends, colons and stars."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"(?<=[\u4e00-\u9fff])\s*/\s*(?=[\u4e00-\u9fff])", "及", plain)
    return re.sub(r"[\s:*＊★、,，.。/]+", "", plain).lower()


@cache
def _aliases() -> dict[str, Meaning]:
    return {
        plain_heading(name): meaning for meaning, names in _NAMES.items() for name in names.split()
    }


@cache
def guess_heading(text: str) -> Guess:
    """The meaning of one heading by its name: exact, with brackets taken off, in part, nearly."""
    plain = plain_heading(text)
    if not plain or len(plain) > 40:
        return Guess(None, 0.0)
    names = _aliases()
    bare = _BRACKET.sub("", plain) or plain
    for name, sure in ((plain, 1.0), (bare, 0.97), (_YEAR.sub("", bare), 0.93)):
        if name in names:
            return Guess(names[name], sure)
    if _STAGE.fullmatch(bare) or _STAGE.fullmatch(_YEAR.sub("", bare)):
        return Guess(Meaning.STAGE, 0.9)
    # 改革举措及预期成果 is about 举措: what stands first names the column.
    # 效果清单 is about 效果.
    if _DATED_STEPS.fullmatch(bare):
        return Guess(Meaning.MILESTONE, 0.86)
    head = re.split("[及和与或]|清单$|一览$|名称$", bare)[0]
    if head != bare and head in names:
        return Guess(names[head], 0.85)
    bare = bare.removesuffix("清单") or bare
    if 2 <= len(bare) <= 14:
        for ending, meaning in _ENDINGS:
            if ending.fullmatch(bare):
                return Guess(meaning, 0.86 if meaning is not None else 0.0)
    return _near(bare)


def _near(bare: str) -> Guess:
    """The longest known name inside the heading, else one that differs by a letter or so."""
    if len(bare) > 14 or len(bare) < 2:
        return Guess(None, 0.0)
    names = _aliases()
    inside = [name for name in names if len(name) >= 2 and name in bare]
    if inside:
        # Chinese puts the noun last: 责任单位联系人 is a person.
        best = max(inside, key=lambda name: (bare.endswith(name), len(name), bare.rfind(name)))
        share = len(best) / len(bare)
        return Guess(names[best], round(0.55 + 0.35 * share, 2))
    close = difflib.get_close_matches(bare, names, 1, 0.72) if len(bare) >= 3 else []
    if close:
        return Guess(names[close[0]], 0.6)
    return Guess(None, 0.0)


def guess_column(parts: tuple[str, ...]) -> Guess:
    """The meaning of a column whose heading has up to three steps, the group first.

    责任单位 › 牵头 is the lead unit, 牵头 › 单位 as well, 责任人 › 电话 a telephone number.
    """
    texts = [part for part in dict.fromkeys(parts) if part.strip()]
    if len(texts) <= 1:
        return guess_heading(texts[0]) if texts else Guess(None, 0.0)
    leaf, group = texts[-1], texts[-2]
    whole = guess_heading(group + leaf)
    alone = guess_heading(leaf)
    special = _in_group(plain_heading(group), plain_heading(leaf))
    if special is not None:
        return special
    if whole.confidence >= 0.93:
        return whole
    if alone.confidence >= 0.85:
        return alone
    over = guess_heading(group)
    if over.meaning is Meaning.IGNORED and alone.meaning is None:
        return Guess(Meaning.IGNORED, 0.85)
    return max((alone, whole, Guess(over.meaning, over.confidence * 0.8)), key=_confidence)


def _confidence(guess: Guess) -> float:
    return guess.confidence


_PERSONS = frozenset({Meaning.LEADER, Meaning.PERSON, Meaning.CONTACT})
_PEOPLE = re.compile(r"领导|责任人|负责人|联络|联系|经办")


def _in_group(group: str, leaf: str) -> Guess | None:
    """Leaves that mean nothing without their group: 姓名, 职务, 单位, 名称, 起, 止."""
    over = guess_heading(group)
    if leaf in ("姓名", "人员", "名单") and over.meaning is not None:
        return Guess(over.meaning if over.meaning in _PERSONS else Meaning.PERSON, 0.9)
    if leaf in ("职务", "职务职级"):
        return Guess(Meaning.IGNORED, 0.8)
    times = (Meaning.DUE, Meaning.START, Meaning.MILESTONE, None)
    if leaf in ("起", "自", "开始", "起始", "启动") and over.meaning in times:
        return Guess(Meaning.START, 0.9)
    if leaf in ("日期", "时间", "时限") and over.meaning is not Meaning.START:
        return Guess(Meaning.DUE, 0.9)
    if leaf in ("止", "至", "结束", "完成", "截止") and over.meaning in times:
        return Guess(Meaning.DUE, 0.9)
    if leaf in ("名称", "内容", "单位名称", "部门") and over.meaning is not None:
        return Guess(over.meaning, 0.85)
    if leaf == "单位" and over.meaning in (Meaning.TARGET, Meaning.INDICATOR):
        return Guess(Meaning.UOM, 0.9)
    if leaf == "单位" and over.meaning is not None and not _PEOPLE.search(group):
        return Guess(over.meaning, 0.85)
    if _STAGE.fullmatch(leaf) and over.meaning not in (Meaning.DUE, Meaning.START):
        return Guess(Meaning.STAGE, 0.9)
    return None


def heading_year(text: str) -> int | None:
    """The year that a heading or a title names (2025年目标值); None for none or several."""
    years = set(re.findall(r"20\d\d(?=年|-|—|–|$|\D)", unicodedata.normalize("NFKC", text)))
    return int(years.pop()) if len(years) == 1 else None


def heading_uom(text: str) -> str:
    """The unit of measure that a heading names in brackets: 目标值（万元） gives 万元."""
    found = re.search(
        r"[(（](?:单位[:：])?((?:万|亿|千|百)?(?:元|个|家|人|台|套|项|吨|亩|平方米|%|件|户|千瓦时|人次))[)）]",
        text,
    )
    return found[1] if found else ""
