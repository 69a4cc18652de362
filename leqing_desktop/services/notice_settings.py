"""督办单's settings in the ledger: 一事一单 or 一单位一单, and whether the 整改反馈单 goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leqing_desktop.db import ledger_settings
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.notice_grouping import NoticeGrouping
from leqing_desktop.services.access import LedgerAccess

_KEY = "notices"


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """``with_reply_form``: the 整改反馈单 follows as the last page of PDF and Word file."""

    grouping: NoticeGrouping = NoticeGrouping.BY_ITEM
    with_reply_form: bool = False


class NoticeSettingsService:
    """设置 › 督办单."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def read(self) -> NoticeSettings:
        """The settings of this ledger."""
        with self._access.reading() as connection:
            return notice_settings_of(ledger_settings.read(connection))

    def save(self, settings: NoticeSettings) -> Changes:
        """Set them; notices already signed stay as they are."""
        with self._access.writing() as uow:
            if notice_settings_of(ledger_settings.read(uow.connection)) == settings:
                return uow.commit("")
            stored = {
                "grouping": settings.grouping.value,
                "with_reply_form": settings.with_reply_form,
            }
            ledger_settings.write(uow, {_KEY: stored})
            return uow.commit("修改督办单设置")


def notice_settings_of(settings: Mapping[str, Any]) -> NoticeSettings:
    """Out of a ledger's settings; what a later version may have written there is passed over."""
    stored = settings.get(_KEY)
    if not isinstance(stored, dict):
        return NoticeSettings()
    known = {each.value for each in NoticeGrouping}
    grouping = stored.get("grouping")
    return NoticeSettings(
        NoticeGrouping(grouping) if grouping in known else NoticeGrouping.BY_ITEM,
        stored.get("with_reply_form") is True,
    )
