"""公文用语: the documents whose wording can be changed, their places and their default templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.wording_template import WordingTemplate, parse_template
from leqing_desktop.errors import Refused
from leqing_desktop.services import circular_places
from leqing_desktop.services.circular_places import FIGURES

CIRCULAR = "circular"
WORDINGS_SETTING = "wordings"
"""The ledger's own templates: kind's key and text; a kind without one has its default."""


@dataclass(frozen=True, slots=True)
class WordingPlace:
    """A place of a template: its name, what will stand there in words, and an example of it."""

    name: str
    hint: str
    example: str


@dataclass(frozen=True, slots=True)
class WordingKind:
    """A document with a template of its own. ``label`` is its name, ``default`` a sound template.

    ``expected`` are places without which the document would not say what it is for; ``lists``
    become several paragraphs and stand on lines of their own, ``bound`` are numbers of a 通报.
    """

    key: str
    label: str
    places: tuple[WordingPlace, ...]
    default: str
    expected: tuple[str, ...] = ("答复期限",)
    lists: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the places."""
        return tuple(place.name for place in self.places)

    def parse(self, text: str) -> WordingTemplate:
        """Read a template of this kind; ValueError with one sentence where it is faulty."""
        return parse_template(text, self.names, self.lists, self.bound)

    def advice(self, template: WordingTemplate) -> str:
        """One sentence about expected places that a sound template leaves out, else empty."""
        absent = [f"{{{name}}}" for name in self.expected if name not in template.places]
        return f"用语里没有 {'、'.join(absent)}，印出的公文不会写明。" if absent else ""


_LETTER_PLACES = (
    WordingPlace("单位", "主送单位", "市经信局"),
    WordingPlace("季度", "报送期，写作某年第几季度", "2024年第三季度"),
    WordingPlace("答复期限", "应当答复的日期", "2024年10月22日"),
    WordingPlace("文号", "送签稿上空着，签发后是文号", "乐电专督〔2024〕1号"),
    WordingPlace("签发日期", "成文日期", "2024年10月8日"),
    WordingPlace("发文机关", "设置里填的全称", "乐清市电气产业集群创建工作专班"),
)
_NOTICE_PLACES = (
    *_LETTER_PLACES[:1],
    WordingPlace("事项", "任务名称；引号写在用语里", "新增软件著作权"),
    WordingPlace("举措", "所属举措的序号和名称", "1．深化产品智能化研发"),
    WordingPlace("举措括注", "（序号．举措名称）；没有举措时不印", "（1．深化产品智能化研发）"),
    WordingPlace(
        "来源", "议定事项或批示的出处；不是交办事项时不印", "根据市长办公会议定（纪要〔2024〕3号）"
    ),
    WordingPlace(
        "来源说明", "，系……；不是交办事项时不印", "，系市长办公会议定事项（纪要〔2024〕3号）"
    ),
    WordingPlace("目标", "任务的目标", "全年新增100件"),
    WordingPlace("目标说明", "，目标为……；没有目标时不印", "，目标为全年新增100件"),
    WordingPlace("理由", "落后多少、是否逾期，不带句号", "落后序时进度35个百分点"),
    WordingPlace("落后点数", "落后序时进度的百分点，只有数字", "35"),
    WordingPlace("实际进度", "百分数，只有数字", "40"),
    WordingPlace("责任科室", "分解表里填的科室", "产业科"),
    WordingPlace(
        "科室要求", "请责任科室（……）；没填科室时：请明确责任科室和责任人，", "请责任科室（产业科）"
    ),
    WordingPlace("配合单位", "抄送的单位，用顿号隔开", "市科技局、市财政局"),
    *_LETTER_PLACES[1:],
)
_NOTICE = """\
关于“{{事项}}”的
督办通知单（{colour}）

你单位承担的“{{事项}}”{{举措括注}}{{来源说明}}{{目标说明}}。经核查，截至{{季度}}末，{{理由}}。{demand}
一、查明原因
{{科室要求}}说明进度滞后的具体原因、已做的工作和存在的困难。
二、制定措施
提出分阶段的整改措施和完成时间，明确到人，附印证材料。
三、按时反馈
请于{{答复期限}}前书面反馈办理情况。{warning}"""
ITEM_LIST = "事项清单"
"""The place that becomes a paragraph for each item of a notice about several."""
_MERGED_PLACES = (
    *_LETTER_PLACES[:1],
    WordingPlace("首项", "排在第一的任务名称；引号写在用语里", "新增软件著作权"),
    WordingPlace("项数", "这份督办单有几项任务，只有数字", "3"),
    WordingPlace(ITEM_LIST, "每项一段，写明目标和理由；多于五项时另附清单", ""),
    WordingPlace("配合单位", "抄送的单位，用顿号隔开", "市科技局、市财政局"),
    *_LETTER_PLACES[1:],
)
_MERGED = """\
关于“{{首项}}”等{{项数}}项任务的
督办通知单（{colour}）

经核查，截至{{季度}}末，你单位承担的{{项数}}项任务需要督办。{demand}
一、督办事项
{{事项清单}}
二、查明原因
请明确各项任务的责任科室和责任人，逐项说明进度滞后的具体原因、已做的工作和存在的困难。
三、制定措施
逐项提出分阶段的整改措施和完成时间，明确到人，附印证材料。
四、按时反馈
请于{{答复期限}}前逐项书面反馈办理情况。{warning}"""
_DEMANDS = {
    NoticeColour.BLUE: (
        "现予提醒，请对照序时进度加快推进。",
        "逾期未反馈的，将升级为橙单督办。",
    ),
    NoticeColour.ORANGE: (
        "现予警告，请由分管负责人牵头研究，立即整改。",
        "逾期未反馈的，将升级为红单督办。",
    ),
    NoticeColour.RED: (
        "现要求限期办结，请由主要负责人牵头，逐项落实。",
        "逾期未办结的，将在季度通报中点名。",
    ),
}
_REMINDER = """\
关于催报{季度}
重点任务进展情况的通知

你单位{季度}重点任务进展情况应于{报送期限}前报送，至今未收到。
请于{答复期限}前将填好的报送表（.xlsx 电子表格）、盖章扫描件和佐证材料报{发文机关}；确有困难的，请书面说明原因。
逾期仍未报送的，列入未报送名单并予通报。"""

_INSPECTION_PLACES = (
    _LETTER_PLACES[0],
    WordingPlace("督查名称", "督查方案里的名称", "2024年第三季度重点任务推进情况专项督查"),
    WordingPlace("督查时间", "督查方案里的起止日期", "2024年10月21日至25日"),
    WordingPlace(
        "督查对象", "单位不多时逐个写出，多了写各类单位数", "市经信局、柳市镇、乐清湾港区"
    ),
    WordingPlace("督查组", "督查方案里写的督查组", "市专班办公室督查组"),
    WordingPlace(
        "督查内容",
        "按工作进度、政策落实分段，由清单写成",
        "（一）工作进度。年度任务是否分解到科室、到人。\n（二）政策落实。奖补资金是否足额兑现。",
    ),
    WordingPlace("自查期限", "报送自查报告的日期", "2024年10月18日"),
    _LETTER_PLACES[1],
    *_LETTER_PLACES[3:],
)
_INSPECTION = """\
关于开展{督查名称}的通知

为推动规划各项任务落到实处，根据工作安排，{督查组}将于{督查时间}开展{督查名称}。现将有关事项通知如下：
一、督查对象
{督查对象}。
二、督查内容
{督查内容}
逐条内容见附件1。
三、时间安排
（一）单位自查。请各督查对象对照附件1逐条自查、如实填写，于{自查期限}前将自查情况报{发文机关}。
（二）实地督查。{督查时间}，由{督查组}听取汇报、查阅台账和佐证材料、走访企业和项目现场。
（三）整改销号。督查发现的问题逐条交办、限期整改，经核实后销号。
四、有关要求
（一）加强组织。请各督查对象确定一名负责人和一名联络员，配合做好督查。
（二）实事求是。自查要反映真实情况，数据要与佐证材料一致；弄虚作假的，予以通报。
（三）立行立改。自查发现的问题要边查边改；督查结果和整改情况列入季度通报。"""


def notice_kind(colour: NoticeColour, *, many: bool = False) -> WordingKind:
    """The 督办通知单 of a colour, about one item or about ``many``."""
    return KINDS[f"notice_{colour.value}_many" if many else f"notice_{colour.value}"]


def template_of(settings: Mapping[str, Any], kind: WordingKind) -> WordingTemplate:
    """The ledger's template of a kind, its default where it has none of its own.

    Refused where what the ledger holds cannot be read, as one written by a later version may.
    """
    try:
        return kind.parse(text_of(settings, kind))
    except ValueError as error:
        raise Refused(
            f"{kind.label}的用语有误（{str(error).removesuffix('。')}），"
            "请到 设置 › 公文用语 改好，或恢复默认。"
        ) from error


def text_of(settings: Mapping[str, Any], kind: WordingKind) -> str:
    """The ledger's text of a kind as it was saved, its default where it has none of its own."""
    own = own_texts(settings).get(kind.key)
    return own if isinstance(own, str) else kind.default


def own_texts(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The texts that the ledger has of its own."""
    stored = settings.get(WORDINGS_SETTING)
    return dict(stored) if isinstance(stored, dict) else {}


def _kinds() -> dict[str, WordingKind]:
    found = [
        WordingKind(
            f"notice_{colour.value}",
            f"督办通知单（{colour.label}）",
            _NOTICE_PLACES,
            _NOTICE.format(colour=colour.label, demand=demand, warning=warning),
            ("事项", "理由", "答复期限"),
        )
        for colour, (demand, warning) in _DEMANDS.items()
    ]
    found += [
        WordingKind(
            f"notice_{colour.value}_many",
            f"督办通知单（{colour.label}·多项）",
            _MERGED_PLACES,
            _MERGED.format(colour=colour.label, demand=demand, warning=warning),
            (ITEM_LIST, "答复期限"),
            (ITEM_LIST,),
        )
        for colour, (demand, warning) in _DEMANDS.items()
    ]
    places = (
        *_LETTER_PLACES[:2],
        WordingPlace("报送期限", "本季报送表的截止日期", "2024年10月15日"),
        *_LETTER_PLACES[2:],
    )
    found.append(WordingKind("reminder", "催报通知", places, _REMINDER))
    found.append(_circular())
    due = ("督查名称", "督查时间", "自查期限")
    found.append(WordingKind("inspection", "专项督查通知", _INSPECTION_PLACES, _INSPECTION, due))
    return {kind.key: kind for kind in found}


def _circular() -> WordingKind:
    numbers = ((name, circular_places.FIGURE_HINT, value) for name, _, value in FIGURES)
    listed = (*circular_places.WORDS, *circular_places.BLOCKS, *numbers)
    return WordingKind(
        CIRCULAR,
        "督查通报",
        tuple(WordingPlace(*each) for each in listed),
        circular_places.DEFAULT,
        ("排名", "专项督查", "存在问题"),
        circular_places.BLOCK_NAMES,
        tuple(name for name, _, _ in FIGURES),
    )


KINDS = _kinds()
"""Every kind by its key, in the order in which they are listed."""
