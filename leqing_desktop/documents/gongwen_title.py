"""Break a title into lines by meaning and shape: trapezoid or diamond (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from leqing_desktop.documents.line_breaking import (
    CLOSING_BRACKETS,
    OPENING,
    break_points,
)

# Words of two to five characters that titles of this trade are made of; a break inside one
# costs more than any bad shape. Single characters that follow a break badly are in _BAD_START.
_VOCABULARY = (
    "领导小组 办公室 工作专班 专项工作组 专班 督查室 市政府 市委 经信局 科技局 商务局 发改局 "
    "开发区 功能区 街道 部门 单位 企业 关于 印发 转发 做好 进一步 加强 加快 加大 推进 推动 深化 "
    "实施 开展 落实 贯彻 提升 强化 优化 完善 促进 打造 建设 发展 创新 转型 改造 应用 培育 引进 "
    "招引 招商 支持 服务 保障 管理 监管 考核 评估 检查 督查 督办 通知单 通知 通报 意见 方案 办法 "
    "规划 计划 报告 情况 工作 任务 重点 举措 工程 项目 事项 问题 整改 限期 办结 反馈 进度 进展 滞后 "
    "重点任务 重点工作 重点项目 督办通知单 报送 季度 年度 半年 上半年 下半年 "
    "第一 第二 第三 第四 电气 产业 集群 世界级 先进 制造业 制造 "
    "高质量 高端化 智能化 数字化 绿色 绿色化 品牌 标准 技术 研发 平台 空间 土地 人才 金融 市场 国际 "
    "国际化 供应链 产业链 链条 协作 协同 能力 水平 体系 机制 政策"
)
_WORDS = tuple(_VOCABULARY.split())
_BAD_START = frozenset("的地得和与及或等了着之暨而并们")
_BAD_END = ("关于", "对", "在", "和", "与", "及", "暨", "把", "向", "为", "由", "第")
_GOOD_START = ("关于",)
_TORN = 60.0
_AWKWARD = 25.0
_SHORT_LAST = 30.0
_QUOTED = 12.0
_FAVOUR = -3.0
_REACH = 5  # characters around the ideal break that are tried
_MOST_LINES = 6  # beyond, the title is broken like text


def title_lines(
    title: str, advances: Sequence[float], limit: float, names: Iterable[str] = ()
) -> list[str] | None:
    """The title as lines none of which is wider than ``limit`` points, or None if it has none such.

    ``advances`` are the characters' widths in points; ``names`` are names (the sender's, units')
    that are not to be split. Among the shapes of GB/T 9704-2012 (the top or the bottom line
    longest, or the middle one) the one that needs the least bending wins. A title too long for
    a handful of lines, or that cannot be fitted, gives None: it is then broken like text.
    """
    x = [0.0, *accumulate(advances)]
    if x[-1] <= limit + 0.01:
        return [title]
    least = math.ceil(x[-1] / limit)
    if least > _MOST_LINES:
        return None
    costs = _break_costs(title, tuple(names))
    best: tuple[float, list[int]] | None = None
    for count in (least, least + 1):
        for shape in _shapes(count):
            found = _fit(title, x, shape, limit, costs)
            if found and (best is None or found[0] + 6 * (count - least) < best[0]):
                best = (found[0] + 6 * (count - least), found[1])
    if best is None:
        return None
    edges = [0, *best[1], len(title)]
    return [title[a:b].strip() for a, b in pairwise(edges)]


@lru_cache(maxsize=64)
def _shapes(count: int) -> tuple[tuple[float, ...], ...]:
    """Relative line widths of the shapes that the standard names, for this many lines."""
    step = 0.16
    falling = tuple(1 - step * (2 * i / (count - 1) - 1) for i in range(count))
    rising = tuple(reversed(falling))
    if count == 2:
        return falling, rising
    middle = (count - 1) / 2
    diamond = tuple(1 + step - 2 * step * abs(i - middle) / middle for i in range(count))
    return falling, rising, diamond


def _break_costs(title: str, names: tuple[str, ...]) -> list[float]:
    """Cost of beginning a new line before each character; infinite where it must not happen."""
    costs = [0.0 if may else math.inf for may in break_points(title)]
    for word in (*_WORDS, *names):
        start = title.find(word) if len(word) > 1 else -1
        while start >= 0:
            for inside in range(start + 1, start + len(word)):
                costs[inside] += _TORN
            start = title.find(word, start + 1)
    depth = 0
    for i in range(1, len(title)):
        depth += (title[i - 1] in OPENING) - (title[i - 1] in CLOSING_BRACKETS)
        costs[i] += _QUOTED if depth > 0 else 0.0
        if title[i] in _BAD_START:
            costs[i] += _AWKWARD
        if title.endswith(_BAD_END, 0, i):
            costs[i] += _AWKWARD
        if title.startswith(_GOOD_START, i):
            costs[i] += _FAVOUR
    return costs


def _fit(
    title: str, x: list[float], shape: tuple[float, ...], limit: float, costs: list[float]
) -> tuple[float, list[int]] | None:
    """The cheapest breaks near the shape's ideal ones, with their cost."""
    total, scale = x[-1], sum(shape)
    unit = total / len(title)
    targets = [total * part / scale for part in shape]
    states: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    ideal = 0.0
    for row, target in enumerate(targets):
        ideal += target
        is_last = row == len(targets) - 1
        ends = [len(title)] if is_last else _near(title, x, ideal, costs)
        reached: dict[int, tuple[float, list[int]]] = {}
        for end in ends:
            for start, (cost, path) in states.items():
                width = x[end] - x[start]
                if start >= end or width > limit + 0.01:
                    continue
                price = cost + ((width - target) / unit) ** 2 / 2
                price += _SHORT_LAST if is_last and end - start < 4 else 0.0
                price += 0.0 if is_last else costs[end]
                if end not in reached or price < reached[end][0]:
                    reached[end] = (price, path if is_last else [*path, end])
        states = reached
    return states.get(len(title))


def _near(title: str, x: list[float], ideal: float, costs: list[float]) -> list[int]:
    centre = min(range(len(x)), key=lambda i: abs(x[i] - ideal))
    ends = range(max(1, centre - _REACH), min(len(title), centre + _REACH + 1))
    return [end for end in ends if costs[end] < math.inf]
