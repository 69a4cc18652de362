"""The tables of a ledger; ``migrations/`` is the one truth of what is stored, a test compares both."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

APPLICATION_ID = 0x4C45_5131  # "LEQ1" in the SQLite header: a ledger, not just any database
HEAD_REVISION = "0003"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    # Ids come from `sequence`, one series for the whole ledger: a record keeps its id for ever,
    # also after undo and redo, and no two tables share one.
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("''"))


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("false"))


sequence = Table(
    "sequence",
    metadata,
    Column("name", Text, primary_key=True),
    Column("next_id", Integer, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("value", JSON, nullable=False),
)

plan = Table(
    "plan",
    metadata,
    _id(),
    Column("title", Text, nullable=False),
    Column("start_year", Integer),
    Column("end_year", Integer),
)

goal = Table(
    "goal",
    metadata,
    _id(),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    Column("position", Integer, nullable=False),
    _words("number"),
    _words("title"),
)

item = Table(
    "item",
    metadata,
    _id(),
    Column("parent_id", ForeignKey("item.id")),
    Column("level", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    _words("number"),
    _words("title"),
    _flag("open_list"),
    _words("section"),
    _words("person"),
    _words("target"),
    Column("start", Date),
    Column("due", Date),
    _words("due_text"),
    _words("evidence"),
    Column("standing", Text, nullable=False, server_default=text("'active'")),
    Column("standing_since", Date),
    _words("standing_reason"),
    Column("deleted_at", DateTime),
    _words("deleted_by"),
    CheckConstraint("level BETWEEN 1 AND 4", name="level"),
    CheckConstraint("(level = 1) = (parent_id IS NULL)", name="parent"),
    CheckConstraint("standing IN ('active', 'suspended', 'cancelled', 'done')", name="standing"),
    Index(None, "parent_id", "position"),
)

unit = Table(
    "unit",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    _words("full_name"),
    _words("kind"),
    Column("position", Integer, nullable=False),
)

membership = Table(
    "membership",
    metadata,
    _id(),
    Column("body_id", ForeignKey("unit.id"), nullable=False),
    Column("position", Integer, nullable=False),
    _words("member"),
    _words("duty"),
    Index(None, "body_id"),
)

assignment = Table(
    "assignment",
    metadata,
    _id(),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("role", Text, nullable=False),
    _flag("counts_first"),
    Column("position", Integer, nullable=False),
    CheckConstraint("role IN ('lead', 'responsible', 'support')", name="role"),
    UniqueConstraint("item_id", "unit_id"),
    Index(None, "unit_id"),
)

indicator = Table(
    "indicator",
    metadata,
    _id(),
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
    _words("literal"),
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
    _id(),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    _words("kind"),
)

project = Table(
    "project",
    metadata,
    _id(),
    Column("item_id", ForeignKey("item.id")),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    _words("kind"),
    Column("investment", Float),
    Column("uom", Text),
    Index(None, "item_id"),
)

finding = Table(
    "finding",
    metadata,
    _id(),
    Column("position", Integer, nullable=False),
    _words("kind"),
    _words("message"),
    _words("place"),
)

source = Table(
    "source",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    # text: a plan in running text, kept whole in `words`; table: a task table, kept in its rows
    Column("kind", Text, nullable=False),
    Column("imported_at", DateTime, nullable=False),
    _words("words"),
    CheckConstraint("kind IN ('text', 'table')", name="kind"),
)

excerpt = Table(
    "excerpt",
    metadata,
    _id(),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    # Offsets in the source's words; both 0 for a row of a table
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _words("place"),
    # The item as the source states it: what of it changes in an amended source is told by this
    Column("facts", JSON, nullable=False),
    UniqueConstraint("source_id", "item_id"),
    Index(None, "item_id"),
)

year_goal = Table(
    "year_goal",
    metadata,
    _id(),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("year", Integer, nullable=False),
    _words("goal"),
    # 序时 at the ends of the four quarters, per cent of the year; NULL: counted from the dates
    Column("first", Integer),
    Column("second", Integer),
    Column("third", Integer),
    Column("fourth", Integer),
    CheckConstraint(
        "(first IS NULL) = (second IS NULL) AND (first IS NULL) = (third IS NULL) "
        "AND (first IS NULL) = (fourth IS NULL)",
        name="figures",
    ),
    UniqueConstraint("item_id", "year"),
)

light_rule = Table(
    "light_rule",
    metadata,
    _id(),
    Column("version", Integer, nullable=False, unique=True),
    Column("effective_from", Date, nullable=False),
    Column("yellow_over", Integer, nullable=False),
    Column("red_over", Integer, nullable=False),
    _words("reason"),
    CheckConstraint("0 <= yellow_over AND yellow_over < red_over", name="order"),
)

period = Table(
    "period",
    metadata,
    _id(),
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
    _id(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("received_on", Date),
    _words("note"),
    UniqueConstraint("period_id", "unit_id"),
    Index(None, "unit_id"),
)

check_in = Table(
    "check_in",
    metadata,
    _id(),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("progress", Float),
    _words("done"),
    _words("problems"),
    _words("next_step"),
    # The unit's own word for where it stands, a ReportedStatus; never mixed into the light
    _words("status"),
    _words("evidence"),
    CheckConstraint("progress IS NULL OR (progress >= 0 AND progress <= 100)", name="progress"),
    UniqueConstraint("submission_id", "item_id"),
    Index(None, "item_id"),
)

stored_file = Table(
    "stored_file",
    metadata,
    # Content by its own name, never changed and never journalled: two records of one file share it
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

snapshot = Table(
    "snapshot",
    metadata,
    _id(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("taken_at", DateTime, nullable=False),
    _words("taken_by"),
    # What every report of the period is made from while it is locked
    Column("content", JSON, nullable=False),
    Column("released_at", DateTime),
    _words("released_by"),
    _words("released_reason"),
    Index(None, "period_id"),
)

issuance = Table(
    "issuance",
    metadata,
    _id(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("issued_at", DateTime, nullable=False),
    Column("template", Integer, nullable=False),
    _words("file_name"),
    Index(None, "period_id", "unit_id"),
    Index(None, "unit_id"),
)

return_file = Table(
    "return_file",
    metadata,
    _id(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", ForeignKey("stored_file.sha256"), nullable=False),
    # Of what was filled in: the same words saved by another program are the same return
    Column("digest", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    _words("filled_by"),
    _words("reviewed_by"),
    _words("filled_on"),
    # Of the whole file: what is wrong with it apart from its rows, and the words it was sent back with
    Column("findings", JSON, nullable=False),
    _words("note"),
    CheckConstraint("state IN ('rival', 'current', 'sent_back', 'replaced')", name="state"),
    UniqueConstraint("period_id", "unit_id", "version"),
    Index(None, "unit_id"),
    Index(None, "sha256"),
)

return_row = Table(
    "return_row",
    metadata,
    _id(),
    Column("return_file_id", ForeignKey("return_file.id"), nullable=False),
    # A task's row or an indicator's; neither: nobody could tell whose row it is
    Column("item_id", ForeignKey("item.id")),
    Column("indicator_id", ForeignKey("indicator.id")),
    # On the sheet, from 1
    Column("row", Integer, nullable=False),
    Column("state", Text, nullable=False),
    # The fields as read, each {"text": …, "value": …, "cell": …}
    Column("fields", JSON, nullable=False),
    Column("findings", JSON, nullable=False),
    # Outside the input cells, each {"cell", "field", "sent", "returned", "taken"}
    Column("changes", JSON, nullable=False),
    CheckConstraint("state IN ('waiting', 'accepted', 'sent_back')", name="state"),
    CheckConstraint("(item_id IS NULL) OR (indicator_id IS NULL)", name="subject"),
    Index(None, "return_file_id"),
    Index(None, "item_id"),
    Index(None, "indicator_id"),
)

indicator_value = Table(
    "indicator_value",
    metadata,
    _id(),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    # 累计 up to the quarter's end, and 本季 alone, in the indicator's unit of measure
    Column("value", Float),
    Column("in_quarter", Float),
    UniqueConstraint("indicator_id", "period_id", "unit_id"),
    Index(None, "period_id"),
    Index(None, "unit_id"),
)

evidence = Table(
    "evidence",
    metadata,
    _id(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    # The task or milestone that it proves; NULL: the return as a whole
    Column("item_id", ForeignKey("item.id")),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", ForeignKey("stored_file.sha256"), nullable=False),
    Column("added_at", DateTime, nullable=False),
    # The file came with the mark of a download, which it gets again when it is taken out
    _flag("downloaded"),
    CheckConstraint("kind IN ('evidence', 'stamped')", name="kind"),
    Index(None, "period_id", "unit_id"),
    Index(None, "unit_id"),
    Index(None, "item_id"),
    Index(None, "sha256"),
)

summary = Table(
    "summary",
    metadata,
    _id(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    _words("words"),
    # Of the draft it was made from: [{"sentence", "item_id", "unit"}]
    Column("sources", JSON, nullable=False),
    UniqueConstraint("period_id", "item_id"),
    Index(None, "item_id"),
)

notice = Table(
    "notice",
    metadata,
    _id(),
    Column("series", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("colour", Text, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("title", Text, nullable=False),
    _words("why"),
    Column("issued_on", Date, nullable=False),
    Column("deadline", Date, nullable=False),
    Column("state", Text, nullable=False),
    _words("state_note"),
    Column("state_on", Date, nullable=False),
    Column("document", JSON, nullable=False),
    CheckConstraint("colour IN ('blue', 'orange', 'red')", name="colour"),
    CheckConstraint("number > 0", name="number"),
    UniqueConstraint("series", "year", "number"),
    Index(None, "unit_id"),
    Index(None, "period_id"),
)

notice_item = Table(
    "notice_item",
    metadata,
    _id(),
    Column("notice_id", ForeignKey("notice.id"), nullable=False),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("position", Integer, nullable=False),
    _words("why"),
    UniqueConstraint("notice_id", "item_id"),
    Index(None, "item_id"),
)

journal_operation = Table(
    "journal_operation",
    metadata,
    _id(),
    Column("at", DateTime, nullable=False),
    _words("clerk"),
    Column("label", Text, nullable=False),
    # do: a clerk's operation; undo, redo: what reversed or repeated the operation `target_id`
    Column("kind", Text, nullable=False),
    Column("target_id", ForeignKey("journal_operation.id")),
    # of a `do`: done, undone (can be redone), dropped (undone, then something else was done)
    Column("state", Text, nullable=False),
    _flag("barrier"),
    CheckConstraint("kind IN ('do', 'undo', 'redo')", name="kind"),
    CheckConstraint("state IN ('done', 'undone', 'dropped')", name="state"),
    Index(None, "kind", "state"),
)

journal_entry = Table(
    "journal_entry",
    metadata,
    _id(),
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
