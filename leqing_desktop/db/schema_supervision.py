"""The tables of 督办 and 通报: notices with every step of their life and its proof, and circulars."""

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

notice = Table(
    "notice",
    metadata,
    id_column(),
    Column("series", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("colour", Text, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("title", Text, nullable=False),
    words("why"),
    Column("issued_on", Date, nullable=False),
    Column("deadline", Date, nullable=False),
    Column("state", Text, nullable=False),
    words("state_note"),
    Column("state_on", Date, nullable=False),
    Column("document", JSON, nullable=False),
    # The day up to which the unit asked for more time; NULL: nothing asked, or decided
    Column("asked_until", Date),
    CheckConstraint("colour IN ('blue', 'orange', 'red')", name="colour"),
    CheckConstraint("number > 0", name="number"),
    UniqueConstraint("series", "year", "number"),
    Index(None, "unit_id"),
    Index(None, "period_id"),
)

notice_item = Table(
    "notice_item",
    metadata,
    id_column(),
    Column("notice_id", ForeignKey("notice.id"), nullable=False),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("position", Integer, nullable=False),
    words("why"),
    UniqueConstraint("notice_id", "item_id"),
    Index(None, "item_id"),
)

notice_step = Table(
    "notice_step",
    metadata,
    id_column(),
    Column("notice_id", ForeignKey("notice.id"), nullable=False),
    # A NoticeAction, and the NoticeState that it led to
    Column("action", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    # The day to answer as it stood after the step; what was asked for, where that is the step
    Column("deadline", Date, nullable=False),
    Column("until", Date),
    words("note"),
    # Who signed for it, answered, approved
    words("person"),
    words("clerk"),
    Index(None, "notice_id"),
)

notice_file = Table(
    "notice_file",
    metadata,
    id_column(),
    Column("notice_step_id", ForeignKey("notice_step.id"), nullable=False),
    words("name"),
    Column("sha256", ForeignKey("stored_file.sha256"), nullable=False),
    flag("downloaded"),
    Index(None, "notice_step_id"),
    Index(None, "sha256"),
)

notice_draft = Table(
    "notice_draft",
    metadata,
    id_column(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("colour", Text, nullable=False),
    Column("drafted_on", Date, nullable=False),
    CheckConstraint("colour IN ('blue', 'orange', 'red')", name="colour"),
    UniqueConstraint("period_id", "item_id"),
    Index(None, "item_id"),
    Index(None, "unit_id"),
)

circular = Table(
    "circular",
    metadata,
    id_column(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    # The snapshot whose figures were written down
    Column("snapshot_id", ForeignKey("snapshot.id"), nullable=False),
    Column("state", Text, nullable=False),
    words("state_note"),
    Column("series", Text),
    Column("year", Integer),
    Column("number", Integer),
    Column("issued_on", Date),
    # Title, 主送 and paragraphs, the bound numbers as keys; key → value as it was last written
    Column("prose", JSON, nullable=False),
    Column("said", JSON, nullable=False),
    flag("with_basis"),
    # What was printed; NULL: not signed yet
    Column("document", JSON(none_as_null=True)),
    # The day of signing, or on which it was made void
    Column("state_on", Date),
    CheckConstraint("state IN ('draft', 'issued', 'void')", name="state"),
    CheckConstraint("(state = 'draft') = (number IS NULL)", name="signed"),
    CheckConstraint("number > 0", name="number"),
    UniqueConstraint("series", "year", "number"),
    Index(None, "period_id"),
    Index(None, "snapshot_id"),
)
