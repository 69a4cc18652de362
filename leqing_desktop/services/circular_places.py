"""The template of the 通报: its words, the places of its numbers and of its own paragraphs."""

from __future__ import annotations

GENERAL = """\
截至{季度}末，共有任务{任务总数}项，其中绿灯{绿灯数}项、黄灯{黄灯数}项、红灯{红灯数}项、灰灯{灰灯数}项。\
灰灯任务不作评价，绿灯率为{绿灯率}；逾期未完成的任务有{逾期数}项。
本季度应报送的单位有{应报单位数}家，已报送{已报单位数}家，报送率为{报送率}。\
其中，按时报送{按时报送数}家，迟报{迟报数}家；未报送{未报数}家。"""
DEFAULT = f"""\
关于{{季度}}
规划任务推进情况的通报

现将{{规划}}{{季度}}任务推进情况通报如下。
一、总体情况
{GENERAL}
二、各工程进展
{{各工程进展}}
三、责任单位排名
{{排名}}
四、典型做法
{{典型做法}}
五、专项督查情况
{{专项督查}}
六、存在问题
{{存在问题}}
七、下一步要求
{{下一步要求}}
各责任单位要对照年度目标和序时进度加快推进，及时报送进展，附印证材料。"""

WORDS = (
    ("季度", "报送期，写作某年第几季度", "2024年第三季度"),
    ("规划", "规划的书名；台账没有规划名时印“规划”", "《乐清市电气产业集群规划》"),
    ("发文机关", "设置里填的全称", "乐清市电气产业集群创建工作专班"),
)
"""Places that print as words: name, hint, example."""

BLOCKS = (
    ("总体情况", "程序起草的两段：任务亮灯、报送情况", "截至2024年第三季度末，共有任务143项……"),
    ("各工程进展", "每个工程一段：任务数、亮灯、绿灯率", "高端化工程：任务20项……"),
    ("排名", "参加排名的单位、靠前靠后的单位、名次变化", "参加排名的责任单位有12家……"),
    ("典型做法", "超前序时进度的任务和单位的做法；没有时连标题略去", "市经信局“新增软件著作权”……"),
    (
        "专项督查",
        "督查次数、结论、问题和整改；本季度没有督查时连标题略去",
        "本季度开展专项督查1次……",
    ),
    ("存在问题", "进度滞后的任务、报送不及时的单位；没有时连标题略去", "红灯任务有6项……"),
    ("下一步要求", "按本季度的问题提出的要求；没有问题时不印", "红灯任务的责任单位要查明原因……"),
)
"""Places that stand for the program's own paragraphs, each alone in its line."""

FIGURES = (
    ("任务总数", "tasks.total", "143"),
    ("绿灯数", "tasks.green", "96"),
    ("黄灯数", "tasks.yellow", "24"),
    ("红灯数", "tasks.red", "6"),
    ("灰灯数", "tasks.grey", "17"),
    ("绿灯率", "tasks.rate", "76.2%"),
    ("逾期数", "tasks.overdue", "2"),
    ("应报单位数", "units.expected", "12"),
    ("已报单位数", "units.reported", "10"),
    ("报送率", "units.rate", "83.3%"),
    ("按时报送数", "units.on_time", "8"),
    ("迟报数", "units.late", "2"),
    ("未报数", "units.missing", "2"),
    ("排名单位数", "units.ranked", "12"),
    ("督查次数", "inspections.total", "1"),
    ("督查单位数", "inspections.units", "3"),
    ("督查问题数", "findings.problems", "5"),
    ("整改销号数", "findings.closed", "2"),
    ("整改未销号数", "findings.open", "3"),
    ("整改逾期数", "findings.overdue", "1"),
)
"""Places that stand for a bound number: name, the figure's key, example."""
FIGURE_HINT = "锁定数据里的数字，印出后仍可点开看名单"
KEYS = {name: key for name, key, _ in FIGURES}
BLOCK_NAMES = tuple(name for name, _, _ in BLOCKS)
