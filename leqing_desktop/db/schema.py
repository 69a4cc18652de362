"""The tables of a ledger; ``migrations/`` is the one truth of what is stored, a test compares both."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from leqing_desktop.db.schema_columns import flag, id_column, metadata, words
from leqing_desktop.db.schema_inspections import (
    inspection,
    inspection_file,
    inspection_finding,
    inspection_point,
    inspection_step,
    inspection_unit,
    item_origin,
)
from leqing_desktop.db.schema_returns import (
    evidence,
    indicator_value,
    issuance,
    return_file,
    return_row,
    snapshot,
    stored_file,
    summary,
    year_goal,
)
from leqing_desktop.db.schema_supervision import (
    circular,
    notice,
    notice_draft,
    notice_file,
    notice_item,
    notice_step,
)

__all__ = [
    "circular",
    "evidence",
    "indicator_value",
    "inspection",
    "inspection_file",
    "inspection_finding",
    "inspection_point",
    "inspection_step",
    "inspection_unit",
    "issuance",
    "item_origin",
    "metadata",
    "notice",
    "notice_draft",
    "notice_file",
    "notice_item",
    "notice_step",
    "return_file",
    "return_row",
    "snapshot",
    "stored_file",
    "summary",
    "year_goal",
]

APPLICATION_ID = 0x4C45_5131  # "LEQ1" in the SQLite header: a ledger, not just any database
HEAD_REVISION = "0006"

sequence = Table(
    "sequence",
    metadata,
    Column("name", Text, primary_key=True),
    Column("next_id", Integer, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    id_column(),
    Column("key", Text, nullable=False, unique=True),
    Column("value", JSON, nullable=False),
)

plan = Table(
    "plan",
    metadata,
    id_column(),
    Column("title", Text, nullable=False),
    Column("start_year", Integer),
    Column("end_year", Integer),
)

goal = Table(
    "goal",
    metadata,
    id_column(),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    Column("position", Integer, nullable=False),
    words("number"),
    words("title"),
)

item = Table(
    "item",
    metadata,
    id_column(),
    Column("parent_id", ForeignKey("item.id")),
    Column("level", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    words("number"),
    words("title"),
    flag("open_list"),
    words("section"),
    words("person"),
    words("target"),
    Column("start", Date),
    Column("due", Date),
    words("due_text"),
    words("evidence"),
    Column("standing", Text, nullable=False, server_default=text("'active'")),
    Column("standing_since", Date),
    words("standing_reason"),
    Column("deleted_at", DateTime),
    words("deleted_by"),
    CheckConstraint("level BETWEEN 1 AND 4", name="level"),
    CheckConstraint("(level = 1) = (parent_id IS NULL)", name="parent"),
    CheckConstraint("standing IN ('active', 'suspended', 'cancelled', 'done')", name="standing"),
    Index(None, "parent_id", "position"),
)

unit = Table(
    "unit",
    metadata,
    id_column(),
    Column("name", Text, nullable=False, unique=True),
    words("full_name"),
    words("kind"),
    Column("position", Integer, nullable=False),
)

membership = Table(
    "membership",
    metadata,
    id_column(),
    Column("body_id", ForeignKey("unit.id"), nullable=False),
    Column("position", Integer, nullable=False),
    words("member"),
    words("duty"),
    Index(None, "body_id"),
)

assignment = Table(
    "assignment",
    metadata,
    id_column(),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("role", Text, nullable=False),
    flag("counts_first"),
    Column("position", Integer, nullable=False),
    CheckConstraint("role IN ('lead', 'responsible', 'support')", name="role"),
    UniqueConstraint("item_id", "unit_id"),
    Index(None, "unit_id"),
)

indicator = Table(
    "indicator",
    metadata,
    id_column(),
    Column("goal_id", ForeignKey("goal.id")),
    Column("item_id", ForeignKey("item.id")),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("value", Float, nullable=False),
    Column("upper", Float),
    Column("uom", Text),
    Column("comparator", Text, nullable=False),
    Column("year", Integer),
    Column("kind", Text, nullable=False),
    words("literal"),
    Column("baseline", Float),
    Column("baseline_year", Integer),
    CheckConstraint("(goal_id IS NULL) <> (item_id IS NULL)", name="owner"),
    CheckConstraint("comparator IN ('>=', '>', '=', '<', '<=', '≈')", name="comparator"),
    Index(None, "item_id"),
    Index(None, "goal_id"),
)

place = Table(
    "place",
    metadata,
    id_column(),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    words("kind"),
)

project = Table(
    "project",
    metadata,
    id_column(),
    Column("item_id", ForeignKey("item.id")),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    words("kind"),
    Column("investment", Float),
    Column("uom", Text),
    Index(None, "item_id"),
)

finding = Table(
    "finding",
    metadata,
    id_column(),
    Column("position", Integer, nullable=False),
    words("kind"),
    words("message"),
    words("place"),
)

source = Table(
    "source",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    # text: a plan in running text, kept whole in `words`; table: a task table, kept in its rows
    Column("kind", Text, nullable=False),
    Column("imported_at", DateTime, nullable=False),
    words("words"),
    CheckConstraint("kind IN ('text', 'table')", name="kind"),
)

excerpt = Table(
    "excerpt",
    metadata,
    id_column(),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    # Offsets in the source's words; both 0 for a row of a table
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    words("place"),
    # The item as the source states it: what of it changes in an amended source is told by this
    Column("facts", JSON, nullable=False),
    UniqueConstraint("source_id", "item_id"),
    Index(None, "item_id"),
)

light_rule = Table(
    "light_rule",
    metadata,
    id_column(),
    Column("version", Integer, nullable=False, unique=True),
    Column("effective_from", Date, nullable=False),
    Column("yellow_over", Integer, nullable=False),
    Column("red_over", Integer, nullable=False),
    words("reason"),
    CheckConstraint("0 <= yellow_over AND yellow_over < red_over", name="order"),
)

period = Table(
    "period",
    metadata,
    id_column(),
    Column("year", Integer, nullable=False),
    Column("quarter", Integer, nullable=False),
    Column("issue_on", Date),
    Column("due_on", Date),
    Column("locked_on", Date),
    CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
    UniqueConstraint("year", "quarter"),
)

submission = Table(
    "submission",
    metadata,
    id_column(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("received_on", Date),
    words("note"),
    UniqueConstraint("period_id", "unit_id"),
    Index(None, "unit_id"),
)

check_in = Table(
    "check_in",
    metadata,
    id_column(),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("progress", Float),
    words("done"),
    words("problems"),
    words("next_step"),
    # The unit's own word for where it stands, a ReportedStatus; never mixed into the light
    words("status"),
    words("evidence"),
    CheckConstraint("progress IS NULL OR (progress >= 0 AND progress <= 100)", name="progress"),
    UniqueConstraint("submission_id", "item_id"),
    Index(None, "item_id"),
)

journal_operation = Table(
    "journal_operation",
    metadata,
    id_column(),
    Column("at", DateTime, nullable=False),
    words("clerk"),
    Column("label", Text, nullable=False),
    # do: a clerk's operation; undo, redo: what reversed or repeated the operation `target_id`
    Column("kind", Text, nullable=False),
    Column("target_id", ForeignKey("journal_operation.id")),
    # of a `do`: done, undone (can be redone), dropped (undone, then something else was done)
    Column("state", Text, nullable=False),
    flag("barrier"),
    CheckConstraint("kind IN ('do', 'undo', 'redo')", name="kind"),
    CheckConstraint("state IN ('done', 'undone', 'dropped')", name="state"),
    Index(None, "kind", "state"),
)

journal_entry = Table(
    "journal_entry",
    metadata,
    id_column(),
    Column("operation_id", ForeignKey("journal_operation.id"), nullable=False),
    Column("table_name", Text, nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    CheckConstraint("action IN ('insert', 'update', 'delete')", name="action"),
    Index(None, "operation_id"),
    Index(None, "table_name", "record_id"),
)

JOURNALLED: dict[str, Table] = {
    table.name: table
    for table in metadata.sorted_tables
    if table.name not in ("sequence", "stored_file", "journal_operation", "journal_entry")
}
"""Every table whose records are the clerk's: all writes to them are recorded in the journal."""
