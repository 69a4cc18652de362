"""The tables of the quarter's cycle: what is asked, what goes out, what comes back, what proves it."""

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
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from leqing_desktop.db.schema_columns import flag, id_column, metadata, words

year_goal = Table(
    "year_goal",
    metadata,
    id_column(),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("year", Integer, nullable=False),
    words("goal"),
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
    id_column(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("taken_at", DateTime, nullable=False),
    words("taken_by"),
    # What every report of the period is made from while it is locked
    Column("content", JSON, nullable=False),
    Column("released_at", DateTime),
    words("released_by"),
    words("released_reason"),
    Index(None, "period_id"),
)

issuance = Table(
    "issuance",
    metadata,
    id_column(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("issued_at", DateTime, nullable=False),
    Column("template", Integer, nullable=False),
    words("file_name"),
    Index(None, "period_id", "unit_id"),
    Index(None, "unit_id"),
)

return_file = Table(
    "return_file",
    metadata,
    id_column(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", ForeignKey("stored_file.sha256"), nullable=False),
    # Of what was filled in: the same words saved by another program are the same return
    Column("digest", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    words("filled_by"),
    words("reviewed_by"),
    words("filled_on"),
    # Of the whole file: what is wrong with it apart from its rows, and the words it was sent back with
    Column("findings", JSON, nullable=False),
    words("note"),
    CheckConstraint("state IN ('rival', 'current', 'sent_back', 'replaced')", name="state"),
    UniqueConstraint("period_id", "unit_id", "version"),
    Index(None, "unit_id"),
    Index(None, "sha256"),
)

return_row = Table(
    "return_row",
    metadata,
    id_column(),
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
    id_column(),
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
    id_column(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    # The task or milestone that it proves; NULL: the return as a whole
    Column("item_id", ForeignKey("item.id")),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", ForeignKey("stored_file.sha256"), nullable=False),
    Column("added_at", DateTime, nullable=False),
    # The file came with the mark of a download, which it gets again when it is taken out
    flag("downloaded"),
    CheckConstraint("kind IN ('evidence', 'stamped')", name="kind"),
    Index(None, "period_id", "unit_id"),
    Index(None, "unit_id"),
    Index(None, "item_id"),
    Index(None, "sha256"),
)

summary = Table(
    "summary",
    metadata,
    id_column(),
    Column("period_id", ForeignKey("period.id"), nullable=False),
    Column("item_id", ForeignKey("item.id"), nullable=False),
    words("words"),
    # Of the draft it was made from: [{"sentence", "item_id", "unit"}]
    Column("sources", JSON, nullable=False),
    UniqueConstraint("period_id", "item_id"),
    Index(None, "item_id"),
)
