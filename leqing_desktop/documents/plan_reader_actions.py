"""The doable pieces of a measure: one short action for each sentence that asks for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

ACTION = (
    r"(?:建立健全|建设运营|培育壮大|开展|推进|推动|推广|推行|建设|建立|建成|加快|实施|支持|鼓励|引导|完善|健全|培育|培养|打造|强化|加强|深化|优化|提升|提高|落实|组织|制定|制订"
    r"|编制|出台|构建|引进|招引|引入|争取|争创|创建|申报|发展|壮大|做大|做强|做优|做好|做实|拓展|拓宽|扩大|搭建|布局|谋划|整合|盘活|淘汰|整治|治理|清理|排查|打击|打通|打好|抓好|用好|加装|新增|新建|改造|改建|扩建|完成|实现|确保"
    r"|探索|设立|成立|保护|保障|维护|修复|管控|控制|降低|减少|压减|严格|规范|督促|指导|帮助|协助|解决|化解|防范|防治|启动|投用|投产|举办|承办|参与|参加|对接|联合|共建|共享|共同|统筹|聚焦|利用|发挥|依托"
    r"|突破|攻克|研发|研究|研制|开发|应用|宣传|普及|培训|选派|选树|遴选|认定|评选|奖励|补助|补贴|给予|兑现|落地|加密|增设|增加|配置|配备|更新|升级|扶持|夯实|增强|促进|畅通|延伸|融入|对标|开通|开放|开拓|积极|大力|全面|深入)"
)
_ADVERBS = re.compile(
    r"(?:要|应当?|须|必须|需|将|并|同时|还要|积极|大力|着力|进一步|深入|全面|持续|切实|扎实|充分|不断|有效|努力|有序|稳步|重点|加大力度|统筹(?!.{0,2}[、，])|力争|争取(?=[新引建完])|"
    r"[一二三四五六七八九十]是(?:要)?|到\d{4}年底?前?|\d{4}年底?前|每(?:个?季度|半年|年|月|周)|其中)+"
)
_STARTS = re.compile(ACTION)
OBLIGES = re.compile(
    r"(?:必须|须(?!知)|应当|应(?=[建立制定完成报设明确加强])|确保(?!障)|(?<![只需主重概纲摘])要(?=[建立制定完成加强把做按将对及时定期明])"
    r"|每(?:个?季度?|半年|年|月)(?:.{0,12})(?:报送|上报|通报|开展|召开|调度|督查|发布|组织)"
    r"|(?:^|(?<=[，,\s]))(?:报送|上报|通报|制[订定]|编制|出台|成立|设立|建立|列出|将.{2,30}纳入)(?=[^的、，]))"
)
LONGEST_TITLE = 22
"""Characters of a proposed task: verb and object, never the whole sentence."""


@dataclass(frozen=True, slots=True)
class ReadAction:
    """A proposed task and the sentence it stands for."""

    title: str
    start: int
    end: int


def sentences(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Sentences and the parts between ；, as offsets, without blanks at their ends."""
    for found in re.finditer(r"[^。；;！？\n]+", text[start:end]):
        first, last = start + found.start(), start + found.end()
        while first < last and text[first] in " \u3000）)】〕":
            first += 1
        if last - first >= 4:
            yield first, last


def read_action(text: str, start: int, end: int) -> ReadAction | None:
    """The action that a sentence asks for, as verb and object; None where it asks for none."""
    for part in re.split(r"(?<=[，,：:])", text[start:end]):
        if part.endswith(("：", ":")):
            # 完成时限： is a field, 开展三项行动： only announces.
            continue
        adverbs = _ADVERBS.match(part)
        words = part[adverbs.end() :] if adverbs else part
        if _STARTS.match(words) and len(words.rstrip("，,：:")) >= 4:
            return ReadAction(short_title(words), start, end)
    return None


def short_title(words: str) -> str:
    """Cut a clause to a short title at a 、 or bracket, with no quotation mark left open."""
    words = re.sub(r"[（(][^（()）]*[)）]", "", words).strip("，,：:。；;、 ")
    if len(words) > LONGEST_TITLE:
        cut = max(words.rfind(sign, 6, LONGEST_TITLE) for sign in "、，,（(和及")
        words = words[: cut if cut >= 6 else LONGEST_TITLE]
    for opening, closing in ("“”", "《》", "（）"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words.strip("，,：:。；;、 的和及以")
