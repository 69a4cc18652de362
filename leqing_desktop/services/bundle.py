"""All services of one open ledger, and the verbs that open, make, check and restore ledgers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from leqing_desktop.db import backup, backup_restore, ledger_settings
from leqing_desktop.db.ledger_file import LedgerFile, create_ledger, open_ledger
from leqing_desktop.errors import LedgerBusy
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.ledger import DEMO_KEY, LedgerService

if TYPE_CHECKING:
    from leqing_desktop.domain.plan import PlanFacts
    from leqing_desktop.services.assigned_items import AssignedItemService
    from leqing_desktop.services.circular import CircularService
    from leqing_desktop.services.decomposition import DecompositionService
    from leqing_desktop.services.evidence import EvidenceService
    from leqing_desktop.services.exports import ExportService
    from leqing_desktop.services.hand_notices import HandNoticeService
    from leqing_desktop.services.inspection_findings import InspectionFindingService
    from leqing_desktop.services.inspections import InspectionService
    from leqing_desktop.services.journal import JournalService
    from leqing_desktop.services.notice_drafts import NoticeDraftService
    from leqing_desktop.services.notice_life import NoticeLifeService
    from leqing_desktop.services.notice_replies import NoticeReplyService
    from leqing_desktop.services.notice_rules import NoticeRuleService
    from leqing_desktop.services.notice_settings import NoticeSettingsService
    from leqing_desktop.services.office import OfficeService
    from leqing_desktop.services.period_list import PeriodListService
    from leqing_desktop.services.periods import PeriodService
    from leqing_desktop.services.plan_import import PlanImportService
    from leqing_desktop.services.ranking_rules import RankingRuleService
    from leqing_desktop.services.reminder_letters import ReminderLetterService
    from leqing_desktop.services.reporting import ReportingService
    from leqing_desktop.services.return_collecting import CollectService
    from leqing_desktop.services.return_issuing import ReturnIssueService
    from leqing_desktop.services.return_reviewing import ReviewService
    from leqing_desktop.services.rules import RuleService
    from leqing_desktop.services.status import StatusService
    from leqing_desktop.services.summaries import SummaryService
    from leqing_desktop.services.supervision import SupervisionService
    from leqing_desktop.services.wordings import WordingService
    from leqing_desktop.services.work_days import WorkDayService
    from leqing_desktop.services.year_goals import YearGoalService

BUILTIN_OFFICE = {
    "sender": "乐清市电气产业集群创建工作专班",
    "series": "乐电专督",
    "printed_by": "",
}


class Services:
    """What the window and the command line work with, on one open ledger.

    Each service is imported and made when it is first asked for: a start needs few of them.
    """

    def __init__(
        self, file: LedgerFile, clerk: Callable[[], str], now: Callable[[], datetime]
    ) -> None:
        self._access = LedgerAccess(file.engine, clerk, now, file.require_writable)
        self._file = file

    @cached_property
    def ledger(self) -> LedgerService:
        """台账文件."""
        return LedgerService(self._access, self._file)

    @cached_property
    def decomposition(self) -> DecompositionService:
        """分解表."""
        from leqing_desktop.services.decomposition import DecompositionService

        return DecompositionService(self._access)

    @cached_property
    def assigned_items(self) -> AssignedItemService:
        """交办事项."""
        from leqing_desktop.services.assigned_items import AssignedItemService

        return AssignedItemService(self._access)

    @cached_property
    def plan_import(self) -> PlanImportService:
        """导入规划."""
        from leqing_desktop.services.plan_import import PlanImportService

        return PlanImportService(self._access)

    @cached_property
    def period_list(self) -> PeriodListService:
        """报送期 as a list."""
        from leqing_desktop.services.period_list import PeriodListService

        return PeriodListService(self._access)

    @cached_property
    def periods(self) -> PeriodService:
        """报送期."""
        from leqing_desktop.services.periods import PeriodService

        return PeriodService(self._access)

    @cached_property
    def reporting(self) -> ReportingService:
        """季度报送."""
        from leqing_desktop.services.reporting import ReportingService

        return ReportingService(self._access)

    @cached_property
    def year_goals(self) -> YearGoalService:
        """年度目标."""
        from leqing_desktop.services.year_goals import YearGoalService

        return YearGoalService(self._access)

    @cached_property
    def return_issue(self) -> ReturnIssueService:
        """下发报送表."""
        from leqing_desktop.services.return_issuing import ReturnIssueService

        return ReturnIssueService(self._access, self.periods)

    @cached_property
    def collect(self) -> CollectService:
        """收表."""
        from leqing_desktop.services.return_collecting import CollectService

        return CollectService(self._access)

    @cached_property
    def review(self) -> ReviewService:
        """审核报送表."""
        from leqing_desktop.services.return_reviewing import ReviewService

        return ReviewService(self._access)

    @cached_property
    def status(self) -> StatusService:
        """亮灯与排名."""
        from leqing_desktop.services.status import StatusService

        return StatusService(self._access)

    @cached_property
    def notice_replies(self) -> NoticeReplyService:
        """整改反馈表."""
        from leqing_desktop.services.notice_replies import NoticeReplyService

        return NoticeReplyService(self._access, self.notice_life)

    @cached_property
    def supervision(self) -> SupervisionService:
        """督办."""
        from leqing_desktop.services.supervision import SupervisionService

        return SupervisionService(self._access)

    @cached_property
    def hand_notices(self) -> HandNoticeService:
        """督办一件."""
        from leqing_desktop.services.hand_notices import HandNoticeService

        return HandNoticeService(self._access)

    @cached_property
    def reminder_letters(self) -> ReminderLetterService:
        """催报通知."""
        from leqing_desktop.services.reminder_letters import ReminderLetterService

        return ReminderLetterService(self._access)

    @cached_property
    def notice_drafts(self) -> NoticeDraftService:
        """送签稿."""
        from leqing_desktop.services.notice_drafts import NoticeDraftService

        return NoticeDraftService(self._access)

    @cached_property
    def notice_settings(self) -> NoticeSettingsService:
        """一事一单或一单位一单."""
        from leqing_desktop.services.notice_settings import NoticeSettingsService

        return NoticeSettingsService(self._access)

    @cached_property
    def notice_life(self) -> NoticeLifeService:
        """督办单的办理过程."""
        from leqing_desktop.services.notice_life import NoticeLifeService

        return NoticeLifeService(self._access)

    @cached_property
    def circular(self) -> CircularService:
        """通报."""
        from leqing_desktop.services.circular import CircularService

        return CircularService(self._access)

    @cached_property
    def inspections(self) -> InspectionService:
        """专项督查."""
        from leqing_desktop.services.inspections import InspectionService

        return InspectionService(self._access)

    @cached_property
    def inspection_findings(self) -> InspectionFindingService:
        """专项督查发现的问题."""
        from leqing_desktop.services.inspection_findings import InspectionFindingService

        return InspectionFindingService(self._access)

    @cached_property
    def rules(self) -> RuleService:
        """规则与试算."""
        from leqing_desktop.services.rules import RuleService

        return RuleService(self._access)

    @cached_property
    def ranking_rules(self) -> RankingRuleService:
        """排名公式."""
        from leqing_desktop.services.ranking_rules import RankingRuleService

        return RankingRuleService(self._access)

    @cached_property
    def notice_rules(self) -> NoticeRuleService:
        """督办规则: 升级与答复期限."""
        from leqing_desktop.services.notice_rules import NoticeRuleService

        return NoticeRuleService(self._access)

    @cached_property
    def work_days(self) -> WorkDayService:
        """节假日与报送时限."""
        from leqing_desktop.services.work_days import WorkDayService

        return WorkDayService(self._access)

    @cached_property
    def summaries(self) -> SummaryService:
        """举措小结."""
        from leqing_desktop.services.summaries import SummaryService

        return SummaryService(self._access)

    @cached_property
    def journal(self) -> JournalService:
        """操作记录与撤销."""
        from leqing_desktop.services.journal import JournalService

        return JournalService(self._access)

    @cached_property
    def evidence(self) -> EvidenceService:
        """印证材料."""
        from leqing_desktop.services.evidence import EvidenceService

        return EvidenceService(self._access)

    @cached_property
    def exports(self) -> ExportService:
        """导出."""
        from leqing_desktop.services.exports import ExportService

        return ExportService(self._access)

    @cached_property
    def office(self) -> OfficeService:
        """落款、机关代字等办公室设置."""
        from leqing_desktop.services.office import OfficeService

        return OfficeService(self._access)

    @cached_property
    def wordings(self) -> WordingService:
        """公文用语."""
        from leqing_desktop.services.wordings import WordingService

        return WordingService(self._access, self.supervision)


class Workspace:
    """Opens and makes ledgers for one desk: its clerk, its clock, its backup folder."""

    def __init__(
        self,
        clerk: Callable[[], str],
        now: Callable[[], datetime],
        backups: Callable[[], Path | None] = lambda: None,
    ) -> None:
        self._clerk = clerk
        self._now = now
        self._backups = backups

    def open(self, path: Path, write: bool = True, keep_backups: bool = True) -> Services:
        """Open a ledger; errors.* in words where it cannot be."""
        file = open_ledger(
            path,
            holder=self._clerk(),
            write=write,
            backups=self._backups(),
            keep_backups=keep_backups,
            now=self._now,
        )
        return Services(file, self._clerk, self._now)

    def open_or_look(self, path: Path) -> Services:
        """Open a ledger; where somebody else holds it, open it to look, saying who holds it."""
        try:
            return self.open(path)
        except LedgerBusy as busy:
            file = open_ledger(path, write=False, keep_backups=False, now=self._now)
            file.why_read_only = str(busy)
            return Services(file, self._clerk, self._now)

    def create(self, path: Path, plan: str = "builtin", demo: bool = False) -> None:
        """Make a new ledger with the built-in plan ("builtin") or an empty one ("empty")."""
        from leqing_desktop.domain.plan import PlanFacts

        facts, office = PlanFacts(path.stem), {}
        if plan == "builtin":
            from leqing_desktop.documents.plan_json import load_builtin_plan

            facts, office = load_builtin_plan(), {"office": BUILTIN_OFFICE}
        create_ledger(path)
        try:
            self._fill(path, facts, office | ({DEMO_KEY: True} if demo else {}))
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def restore(self, source: Path, target: Path) -> None:
        """Make a new ledger from a backup; the backup stays as it is."""
        backup_restore.restore(source, target, clerk=self._clerk(), now=self._now())

    def newest_backup(self, path: Path) -> Path | None:
        """The newest good backup of a ledger, None where there is none."""
        return backup.newest_good_backup(path, backup.folder_for(path, self._backups()))

    def _fill(self, path: Path, facts: PlanFacts, settings: dict[str, object]) -> None:
        from leqing_desktop.db import plan_facts

        file = open_ledger(path, holder=self._clerk(), keep_backups=False, now=self._now)
        try:
            access = LedgerAccess(file.engine, self._clerk, self._now, file.require_writable)
            with access.writing() as uow:
                plan_facts.write(uow, facts)
                ledger_settings.write(uow, settings)
                uow.commit("建立台账", barrier=True)
        finally:
            file.close()
