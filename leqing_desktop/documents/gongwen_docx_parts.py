"""The parts of a notice's .docx that are the same for all: styles, settings, relations, page numbers."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

from leqing_desktop.documents.gongwen_page import CELL

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = f'xmlns:w="{_MAIN}" xmlns:r="{_RELATIONS}"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PART}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_PART}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_PART}.settings+xml"/>'
    + "".join(
        f'<Override PartName="/word/footer{at}.xml" ContentType="{_PART}.footer+xml"/>'
        for at in range(1, 6)
    )
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
PACKAGE_RELS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
DOCUMENT_RELS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/settings" Target="settings.xml"/>'
    + "".join(
        f'<Relationship Id="rId{at + 2}" Type="{_RELATIONS}/footer" Target="footer{at}.xml"/>'
        for at in range(1, 6)
    )
    + "</Relationships>"
)
# No comma hangs beyond the block's edge, no air between hanzi and figures.
_NO_AIR = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_TWO = f'<w:ind w:firstLineChars="200" w:firstLine="{round(40 * CELL)}"/>'


def _style(key: str, name: str, paragraph: str, font: str, half_points: int = 32) -> str:
    fonts = f'w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="a"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr><w:rFonts {fonts}/>"
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>'
    )


# The grid counts its characters from the size of this style: 3号.
STYLES = (
    f"{_XML}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" '
    'w:cs="Times New Roman"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
    '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    f"{_NO_AIR}</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:pPr><w:widowControl w:val="0"/></w:pPr>'
    '<w:rPr><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>'
    + _style("gwTitle", "公文标题", '<w:keepNext/><w:jc w:val="center"/>', "方正小标宋简体", 44)
    + _style("gwBody", "公文正文", f'{_TWO}<w:jc w:val="both"/>', "仿宋_GB2312")
    + _style("gwFlush", "公文顶格", '<w:jc w:val="both"/>', "仿宋_GB2312")
    + _style("gwLevel1", "公文一级标题", f'{_TWO}<w:outlineLvl w:val="0"/>', "黑体")
    + _style("gwLevel2", "公文二级标题", f'{_TWO}<w:outlineLvl w:val="1"/>', "楷体_GB2312")
    + _style("gwAnnex", "公文附件", '<w:keepNext/><w:outlineLvl w:val="0"/>', "黑体")
    + _style("gwTable", "公文表格", '<w:snapToGrid w:val="0"/>', "仿宋_GB2312", 24)
    + "</w:styles>"
)
SETTINGS = (
    f"{_XML}<w:settings {W}><w:evenAndOddHeaders/>"
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def core_properties(title: str, sender: str, day: date) -> str:
    """Who and when: the document's own sender and date, no user and no clock."""
    stamp = f'xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z'
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(sender)}</dc:creator>"
        f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified>"
        "</cp:coreProperties>"
    )


def footer(*, odd: bool) -> str:
    """The footer of upright sheets of odd or even numbers."""
    properties, runs = page_number_words(odd=odd)
    # No taller than its type: a taller footer would push the text's last line off the page.
    exact = '<w:snapToGrid w:val="0"/><w:spacing w:line="280" w:lineRule="exact"/>'
    return footer_part(f"<w:p><w:pPr>{exact}{properties}</w:pPr>{runs}</w:p>")


def footer_part(paragraphs: str) -> str:
    """A footer's file."""
    return f"{_XML}<w:ftr {W}>{paragraphs}</w:ftr>"


def page_number_words(*, odd: bool) -> tuple[str, str]:
    """“— 1 —” in 4号 宋体: odd pages one character from the right edge, even ones from the left (7.5).

    Its paragraph's indent and side, and its runs.
    """
    side, indent = ("right", 'w:right="280"') if odd else ("left", 'w:left="280"')
    look = (
        '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
        '<w:sz w:val="28"/></w:rPr>'
    )
    dash = f'<w:r>{look}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    field = f'<w:fldSimple w:instr=" PAGE "><w:r>{look}<w:t>1</w:t></w:r></w:fldSimple>'
    properties = f'<w:ind {indent}/><w:jc w:val="{side}"/>'
    return properties, f"{dash.format('— ')}{field}{dash.format(' —')}"
