"""A plan of 300 pages as PDF, read whole, against pypdfium2 taking out its bare text."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from rounds import Pairs, alternate, show_time

from leqing_desktop import paths
from leqing_desktop.documents.guarded_child import limited
from leqing_desktop.documents.plan_reader import read_plan

LIMIT = 5.0
PAGES = 300
ROUNDS = 3
COLUMNS, ROWS = 30, 28
"""Characters in a line and lines on a page, as official documents are set."""

_UNITS = (
    "市经信局",
    "市科技局",
    "市财政局",
    "市商务局",
    "市市场监管局",
    "市生态环境局",
    "市资规局",
)
_DOING = ("培育", "建设", "改造", "引进", "新增", "完成")
_WHAT = (
    ("示范企业", "家"),
    ("数字化车间", "个"),
    ("标准厂房", "万平方米"),
    ("技术改造项目", "项"),
    ("公共服务平台", "个"),
    ("高技能人才", "名"),
    ("城镇老旧管网", "公里"),
)
_PROSE = (
    "深化产业链上下游协同，健全要素保障、运行监测和分类指导机制，推动资源向优势企业集中。",
    "支持龙头企业联合高校院所组建创新联合体，围绕关键共性技术开展攻关，加快成果转化。",
    "完善“一企一策”服务清单，推广“1+N”平台体系，引导企业开展5G应用和设备上云。",
    "对总投资10亿元以上的项目实行专班推进，按研发投入的20%给予补助，最高不超过500万元。",
    "截至2023年底，全市已建成同类平台36个，综合水平位居全省前10位，为下一步发展打下基础。",
)


def run(pages: int = PAGES, rounds: int = ROUNDS) -> bool:
    """Print the times; whether the whole plan is read within the limit."""
    with TemporaryDirectory() as folder:
        path = write_plan(Path(folder) / "规划.pdf", pages)
        # Under the limits of the child that reads files from outside: 500 MB of address space.
        with limited():
            pairs = measure(path, rounds)
    return show_time(f"plan　{pages} 页的规划 PDF 读成举措、单位和指标", pairs, LIMIT)


def measure(path: Path, rounds: int) -> Pairs:
    """Seconds of reading and of bare text, taken in turn."""
    return alternate(lambda: read(path), lambda: read_bare(path), rounds)


def read(path: Path) -> float:
    """Seconds the program takes from file to proposal."""
    began = time.perf_counter()
    read_plan(path)
    return time.perf_counter() - began


def read_bare(path: Path) -> float:
    """Seconds pypdfium2 alone takes to give the text of every page."""
    import pypdfium2  # type: ignore[import-untyped]

    began = time.perf_counter()
    document = pypdfium2.PdfDocument(path.read_bytes())
    for page in document:
        page.get_textpage().get_text_range()
    document.close()
    return time.perf_counter() - began


def write_plan(path: Path, pages: int) -> Path:
    """A made-up plan set like an official document: numbered pages, indents, broken lines."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = paths.resources() / "fonts" / "NotoSerifSC-Regular.8105.ttf"
    pdfmetrics.registerFont(TTFont("plan", str(font)))
    canvas = Canvas(str(path), pagesize=(595, 842))
    printed = plan_lines(pages * ROWS)
    for number in range(pages):
        canvas.setFont("plan", 14)
        for row, line in enumerate(printed[number * ROWS : (number + 1) * ROWS]):
            indent = len(line) - len(line.lstrip("　"))
            canvas.drawString(80 + 14 * indent, 780 - 24 * row, line.lstrip("　"))
        canvas.drawCentredString(297, 60, f"— {number + 1} —")
        canvas.showPage()
    canvas.save()
    return path


def plan_lines(count: int) -> list[str]:
    """Printed lines of a plan that fills ``count`` of them: chapters, programmes, measures."""
    lines = ["某市先进制造业发展规划", "（2024—2028年）", "一、发展目标"]
    lines += _wrapped("到2028年，规上工业总产值突破5000亿元，年均增长8%以上。")
    lines.append("二、重点任务")
    measure = 0
    while len(lines) < count - 3:
        if measure % 12 == 0:
            programme = measure // 12 + 1
            lines += _wrapped(f"（{_chinese(programme)}）实施第{programme}批提升工程")
        measure += 1
        lines += _wrapped(_measure(measure))
    lines.append("三、保障措施")
    return lines + _wrapped("各镇街、功能区要每季度报送进展。")


def _measure(number: int) -> str:
    doing = _DOING[number % len(_DOING)]
    what, uom = _WHAT[number % len(_WHAT)]
    other, of = _WHAT[(number + 3) % len(_WHAT)]
    units = "、".join(_UNITS[(number + step) % len(_UNITS)] for step in range(1 + number % 4))
    prose = "".join(_PROSE[(number + step) % len(_PROSE)] for step in range(1 + number % 3))
    return (
        f"{number}．{doing}{what}第{number}批。{prose}到{2025 + number % 4}年，{doing}{what}"
        f"{10 + number}{uom}以上，新增{other}{5 + number % 40}{of}。（责任单位：{units}）"
    )


def _wrapped(paragraph: str) -> list[str]:
    words = "　　" + paragraph
    return [words[at : at + COLUMNS] for at in range(0, len(words), COLUMNS)]


def _chinese(number: int) -> str:
    from leqing_desktop.domain.outline import chinese_number

    return chinese_number(number)
