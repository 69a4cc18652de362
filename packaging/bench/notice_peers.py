"""The same notices set by WeasyPrint and typst, where they are installed: how long they take."""

from __future__ import annotations

import html
import importlib
import importlib.util
import json
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from types import ModuleType

from leqing_desktop import paths
from leqing_desktop.documents.fonts import FILES
from leqing_desktop.domain.notice_document import NoticeDocument

PEERS = ("weasyprint", "typst")

_CSS = """
@font-face { font-family: fs; src: url("%s"); }
@font-face { font-family: xbs; src: url("%s"); }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { font: 16pt/29.61pt fs; letter-spacing: -0.2pt; text-align: justify; line-break: strict; }
h1 { font: 22pt/29.61pt xbs; text-align: center; } h2 { font: 38pt xbs; color: red; text-align: center; }
p { margin: 0; text-indent: 2em; }
"""
_TYPST = """
#let words = json(bytes(sys.inputs.words))
#set page(paper: "a4", margin: (top: 37mm, right: 26mm, bottom: 35mm, left: 28mm))
#set text(font: "FandolFang", size: 16pt, tracking: -0.2pt, lang: "zh")
#set par(justify: true, leading: 13.61pt, spacing: 13.61pt, first-line-indent: (amount: 2em, all: true))
#align(center, text(size: 38pt, fill: red, words.sender))
#align(center, words.number)
#align(center, text(size: 22pt, words.title))
#for each in words.paragraphs [#each #parbreak()]
"""


def peer(name: str) -> Callable[[Sequence[NoticeDocument]], float] | None:
    """Seconds that a peer takes for notices; None where it is not installed or does not start."""
    if importlib.util.find_spec(name) is None:
        return None
    try:
        module = importlib.import_module(name)
    except (ImportError, OSError):
        return None
    draw = {"weasyprint": _weasyprint, "typst": _typst}[name](module)

    def timed(documents: Sequence[NoticeDocument]) -> float:
        began = time.perf_counter()
        for document in documents:
            draw(document)
        return time.perf_counter() - began

    return timed


def _fonts() -> Path:
    return paths.resources() / "fonts"


def _weasyprint(module: ModuleType) -> Callable[[NoticeDocument], bytes]:
    urls = tuple((_fonts() / FILES[key]).as_uri() for key in ("FS", "XBS"))
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    style = module.CSS(string=_CSS % urls, font_config=fonts)

    def draw(document: NoticeDocument) -> bytes:
        text = "".join(f"<p>{html.escape(each.text)}</p>" for each in document.paragraphs)
        page = (
            f"<h2>{html.escape(document.sender)}</h2><p>{html.escape(document.number)}</p>"
            f"<h1>{html.escape(document.title)}</h1>{text}"
        )
        made: bytes = module.HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts)
        return made

    return draw


def _typst(module: ModuleType) -> Callable[[NoticeDocument], bytes]:
    compiler = module.Compiler(font_paths=[str(_fonts())])
    numbers = count()

    def draw(document: NoticeDocument) -> bytes:
        words = {
            "sender": document.sender,
            "number": document.number,
            "title": document.title,
            # A number more, for it keeps what it has set before and would set nothing again.
            "paragraphs": [f"{each.text}{next(numbers)}" for each in document.paragraphs],
        }
        made: bytes = compiler.compile(
            input=_TYPST.encode(), format="pdf", sys_inputs={"words": json.dumps(words)}
        )
        return made

    return draw
