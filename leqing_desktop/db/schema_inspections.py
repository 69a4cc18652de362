"""The tables of 专项督查 and of where a task comes from that no plan holds: 议定事项 and 批示."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from leqing_desktop.db.schema_columns import flag, id_column, metadata, words

item_origin = Table(
    "item_origin",
    metadata,
    id_column(),
    Column("item_id", ForeignKey("item.id"), nullable=False, unique=True),
    # A decision of a meeting (议定事项) or a leader's instruction (批示)
    Column("kind", Text, nullable=False),
    # The meeting, or the leader; the minutes or paper it stands in; what it says
    Column("source", Text, nullable=False),
    words("document"),
    Column("on_day", Date),
    words("wording"),
    CheckConstraint("kind IN ('decision', 'instruction')", name="kind"),
)

inspection = Table(
    "inspection",
    metadata,
    id_column(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("title", Text, nullable=False),
    # When it is carried out, by whom; the day by which the units prepare their own report
    Column("begins_on", Date),
    Column("ends_on", Date),
    words("team"),
    Column("report_due", Date),
    Column("state", Text, nullable=False),
    words("state_note"),
    Column("state_on", Date),
    Column("series", Text),
    Column("year", Integer),
    Column("number", Integer),
    Column("issued_on", Date),
    # The 专项督查通知 that was printed; NULL: not signed yet
    Column("document", JSON(none_as_null=True)),
    CheckConstraint("state IN ('draft', 'issued', 'closed', 'void')", name="state"),
    CheckConstraint("(state = 'draft') = (number IS NULL)", name="signed"),
    CheckConstraint("number > 0", name="number"),
    UniqueConstraint("series", "year", "number"),
    Index(None, "period_id"),
)

inspection_unit = Table(
    "inspection_unit",
    metadata,
    id_column(),
    Column("inspection_id", ForeignKey("inspection.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("inspection_id", "unit_id"),
    Index(None, "unit_id"),
)

inspection_point = Table(
    "inspection_point",
    metadata,
    id_column(),
    Column("inspection_id", ForeignKey("inspection.id"), nullable=False),
    Column("position", Integer, nullable=False),
    # 工作进度 or 政策落实
    Column("area", Text, nullable=False),
    Column("question", Text, nullable=False),
    CheckConstraint("area IN ('progress', 'policy')", name="area"),
    Index(None, "inspection_id"),
)

inspection_finding = Table(
    "inspection_finding",
    metadata,
    id_column(),
    Column("inspection_point_id", ForeignKey("inspection_point.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("item_id", ForeignKey("item.id")),
    Column("verdict", Text, nullable=False),
    words("wording"),
    words("demand"),
    Column("found_on", Date, nullable=False),
    # A finding that asks for 整改 has a day to do it by and a life of its own
    Column("due", Date),
    Column("state", Text, nullable=False),
    Column("state_on", Date, nullable=False),
    CheckConstraint("verdict IN ('met', 'partly', 'unmet')", name="verdict"),
    CheckConstraint("state IN ('settled', 'open', 'reported', 'rejected', 'closed')", name="state"),
    Index(None, "inspection_point_id"),
    Index(None, "unit_id"),
    Index(None, "item_id"),
)

inspection_step = Table(
    "inspection_step",
    metadata,
    id_column(),
    Column("inspection_finding_id", ForeignKey("inspection_finding.id"), nullable=False),
    Column("action", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("due", Date),
    words("note"),
    words("person"),
    words("clerk"),
    Index(None, "inspection_finding_id"),
)

inspection_file = Table(
    "inspection_file",
    metadata,
    id_column(),
    Column("inspection_step_id", ForeignKey("inspection_step.id"), nullable=False),
    words("name"),
    Column("sha256", ForeignKey("stored_file.sha256"), nullable=False),
    flag("downloaded"),
    Index(None, "inspection_step_id"),
    Index(None, "sha256"),
)
