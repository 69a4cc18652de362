"""Guesses what a column holds from its values, where its heading says too little."""

from __future__ import annotations

import re
from collections.abc import Callable

from leqing_desktop.domain.date_text import parse_date_text
from leqing_desktop.domain.table_columns import Guess, Meaning

_UNIT = re.compile(
    r"(?:市|县|区|各|省)?[\u4e00-\u9fff（）()]{1,16}"
    r"(?:局|委|办|院|府|处|中心|公司|集团|协会|商会|镇|街道|乡|新区|功能区|园区|海关|部|厅|镇街|乡镇|大学|学校)"
    r"(?:等.{0,6})?"
)
_UOM = re.compile(r"(?:万|亿|千|百)?(?:元|个|家|人|台|套|项|吨|亩|平方米|件|户|人次|公里)|%|％|/")
_PHONE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}|1\d{10}|\d{6}")
_SECTION = re.compile(r"[\u4e00-\u9fff]{1,10}(?:科|股|处|室|队)")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤"
    "花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米"
    "贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万"
    "支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松"
    "井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰"
    "从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏"
    "柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利师巩聂晁勾敖融冷辛阚那简饶曾沙"
    "养鞠丰巢关相查后荆红游竺权盖益桓公涂"
)
_PERSON = re.compile(
    rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:[、，,\s]+[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})*"
)
_AMOUNT = re.compile(
    r"[≥≤＞＜>=<]?\s*\d[\d.,]*\s*(?:%|％|[\u4e00-\u9fff]{1,4})?(?:以上|左右|以内)?"
)


def guess_content(samples: list[str]) -> Guess:
    """What most of the values are; no guess for mixed ones. ``samples`` are non-empty texts."""
    if not samples:
        return Guess(None, 0.0)
    rules: tuple[tuple[Meaning, Callable[[str], bool]], ...] = (
        (Meaning.UOM, lambda text: _UOM.fullmatch(text) is not None),
        (Meaning.PHONE, lambda text: _PHONE.fullmatch(text) is not None and not _is_date(text)),
        (Meaning.DUE, _is_date),
        (Meaning.SECTION, lambda text: _SECTION.fullmatch(text) is not None),
        (Meaning.RESPONSIBLE, _is_units),
        (Meaning.PERSON, lambda text: _PERSON.fullmatch(text) is not None),
        (Meaning.TARGET, lambda text: _AMOUNT.fullmatch(text) is not None),
    )
    for meaning, fits in rules:
        share = sum(1 for text in samples if fits(text)) / len(samples)
        if share >= 0.7:
            return Guess(meaning, round(0.8 * share, 2))
    return Guess(None, 0.0)


def _is_units(text: str) -> bool:
    names = [name for name in re.split(r"[、，,；;\n/\s]+", text) if name]
    return bool(names) and all(_UNIT.fullmatch(name) for name in names) and len(text) < 200


def _is_date(text: str) -> bool:
    if len(text) > 20 or not re.search(r"[\d年月季底长持]", text):
        return False
    if re.fullmatch(r"\d{1,3}(?:\.\d+)?", text):
        return False
    try:
        return parse_date_text(text, 2025).text != ""
    except ValueError:
        return False
