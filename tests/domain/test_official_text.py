from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.official_text import (
    TEXT_LIMIT,
    clean_line,
    clean_text,
    refuse_classified,
    strip_hidden,
)


@pytest.mark.parametrize(
    "text",
    [
        "秘密",
        "机密★1年",
        "秘密★",
        "绝　密★长期",
        "【机密】",
        "关于产业链安全的报告（秘密）",
        "密级：机密",
        "机密级",
        "机密 10年\n关于某事的通知",
        "正文第一行\n秘　密\n正文第二行",
        "“秘密”",
        "秘\u200b密★1年",
        "機密",
    ],
)
def test_a_marking_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="仅处理非涉密信息"):
        refuse_classified(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "商业秘密保护",
        "（商业秘密）",
        "保守国家秘密",
        "加强保密检查",
        "精密制造",
        "密封件 20 万套",
        "密级分为绝密、机密、秘密三级",
        "加密机密钥管理",
        "企业机密信息不得外传",
    ],
)
def test_a_mention_is_not(text: str) -> None:
    refuse_classified(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("好\u202e坏", "第 2 个字处有改变文字方向的字符（U\\+202E）"),
        ("a\x00b", "控制字符（U\\+0000）"),
        ("\ud800", "残缺的字符（U\\+D800）"),
        ("x\uffff", "无效字符"),
        ("字" * (TEXT_LIMIT + 1), "最多 20000 个字"),
        ("秘密", "非涉密"),
    ],
)
def test_refused_with_the_fields_name(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        clean_text(text, "完成情况")


def test_litter_goes_and_everything_else_stays() -> None:
    assert clean_text("\ufeff 第一行\r\n第二\u200b行\v三 ") == "第一行\n第二行\n三"
    kept = "<b>&=1+1 {x} 👨\u200d👩\u200d👧 𠮷\t①"
    assert clean_text(kept) == kept
    assert clean_line("标题\r\n第二行\t三") == "标题 第二行 三"


@given(st.text())
def test_stripped_text_passes_unless_classified(text: str) -> None:
    stripped = strip_hidden(text)
    assert strip_hidden(stripped) == stripped
    assert not any(
        unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in stripped
    )
    assert clean_text(stripped) == stripped.strip()


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cf", "Cn", "Zl", "Zp"])))
def test_visible_text_is_never_touched(text: str) -> None:
    assert strip_hidden(text) == text
