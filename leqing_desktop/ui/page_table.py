"""The table of pages: the ten places of the rail with their keys, and how a page is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leqing_desktop.ui.pages.base import Page, PageContext


@dataclass(frozen=True, slots=True)
class Place:
    """A fixed place on the rail; it is shown when a page is registered for it."""

    id: str
    title: str
    icon: str
    key: str


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page that exists: its place and the function that makes it on first use.

    ``marks``: the place that the rail marks while a page without one of its own is in view.
    """

    id: str
    factory: Callable[[PageContext], Page]
    marks: str = ""


PLACES: tuple[Place, ...] = (
    Place("overview", "总览", "layout-dashboard", "Ctrl+1"),
    Place("decomposition", "分解表", "list-tree", "Ctrl+2"),
    Place("indicators", "指标", "target", "Ctrl+3"),
    Place("year_plan", "年度计划", "calendar-days", "Ctrl+4"),
    Place("reporting", "季度报送", "inbox", "Ctrl+5"),
    Place("supervision", "督办", "stamp", "Ctrl+6"),
    Place("projects", "重点项目", "factory", "Ctrl+7"),
    Place("wallchart", "作战图", "flag", "Ctrl+8"),
    Place("reports", "通报与报表", "scroll-text", "Ctrl+9"),
    Place("settings", "设置", "settings", "Ctrl+0"),
)


def decomposition_page(context: PageContext) -> Page:
    """分解表."""
    from leqing_desktop.ui.pages.decomposition import DecompositionPage

    return DecompositionPage(context)


def reporting_page(context: PageContext) -> Page:
    """季度报送, imported when it is first opened."""
    from leqing_desktop.ui.pages.reporting import ReportingPage

    return ReportingPage(context)


def supervision_page(context: PageContext) -> Page:
    """督办, imported when it is first opened."""
    from leqing_desktop.ui.pages.supervision import SupervisionPage

    return SupervisionPage(context)


def circular_page(context: PageContext) -> Page:
    """通报与报表, imported when it is first opened."""
    from leqing_desktop.ui.pages.circular import CircularPage

    return CircularPage(context)


def plan_import_page(context: PageContext) -> Page:
    """导入规划, imported when it is first opened."""
    from leqing_desktop.ui.pages.plan_import import PlanImportPage

    return PlanImportPage(context)


def settings_page(context: PageContext) -> Page:
    """设置, imported when it is first opened."""
    from leqing_desktop.ui.pages.settings_page import SettingsPage

    return SettingsPage(context)


# A page written later adds its row (and its factory above); nothing else names the pages.
PAGES: tuple[PageEntry, ...] = (
    PageEntry("decomposition", decomposition_page),
    PageEntry("plan_import", plan_import_page, marks="decomposition"),
    PageEntry("reporting", reporting_page),
    PageEntry("supervision", supervision_page),
    PageEntry("reports", circular_page),
    PageEntry("settings", settings_page),
)
