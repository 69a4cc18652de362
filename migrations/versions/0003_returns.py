"""The quarter as a cycle: year goals, workbooks out and back, evidence, snapshots, summaries."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("downloaded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("kind IN ('evidence', 'stamped')", name=op.f("ck_evidence_kind")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_evidence_item_id_item")),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_evidence_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_evidence_sha256_stored_file")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_evidence_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_item_id"), "evidence", ["item_id"], unique=False)
    op.create_index(
        op.f("ix_evidence_period_id_unit_id"), "evidence", ["period_id", "unit_id"], unique=False
    )
    op.create_index(op.f("ix_evidence_sha256"), "evidence", ["sha256"], unique=False)
    op.create_index(op.f("ix_evidence_unit_id"), "evidence", ["unit_id"], unique=False)

    op.create_table(
        "issuance",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("template", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_issuance_period_id_period")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_issuance_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuance")),
    )
    op.create_index(
        op.f("ix_issuance_period_id_unit_id"), "issuance", ["period_id", "unit_id"], unique=False
    )
    op.create_index(op.f("ix_issuance_unit_id"), "issuance", ["unit_id"], unique=False)

    op.create_table(
        "return_file",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("filled_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reviewed_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("filled_on", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "state IN ('rival', 'current', 'sent_back', 'replaced')",
            name=op.f("ck_return_file_state"),
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_return_file_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_return_file_sha256_stored_file")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_return_file_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_file")),
        sa.UniqueConstraint(
            "period_id", "unit_id", "version", name=op.f("uq_return_file_period_id_unit_id_version")
        ),
    )
    op.create_index(op.f("ix_return_file_sha256"), "return_file", ["sha256"], unique=False)
    op.create_index(op.f("ix_return_file_unit_id"), "return_file", ["unit_id"], unique=False)

    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("released_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("released_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_snapshot_period_id_period")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
    )
    op.create_index(op.f("ix_snapshot_period_id"), "snapshot", ["period_id"], unique=False)

    op.create_table(
        "summary",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_summary_item_id_item")),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_summary_period_id_period")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary")),
        sa.UniqueConstraint("period_id", "item_id", name=op.f("uq_summary_period_id_item_id")),
    )
    op.create_index(op.f("ix_summary_item_id"), "summary", ["item_id"], unique=False)

    op.create_table(
        "year_goal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("second", sa.Integer(), nullable=True),
        sa.Column("third", sa.Integer(), nullable=True),
        sa.Column("fourth", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(first IS NULL) = (second IS NULL) AND (first IS NULL) = (third IS NULL) "
            "AND (first IS NULL) = (fourth IS NULL)",
            name=op.f("ck_year_goal_figures"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_year_goal_item_id_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_goal")),
        sa.UniqueConstraint("item_id", "year", name=op.f("uq_year_goal_item_id_year")),
    )
    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("in_quarter", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name=op.f("fk_indicator_value_indicator_id_indicator"),
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_indicator_value_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_indicator_value_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_value")),
        sa.UniqueConstraint(
            "indicator_id",
            "period_id",
            "unit_id",
            name=op.f("uq_indicator_value_indicator_id_period_id_unit_id"),
        ),
    )
    op.create_index(
        op.f("ix_indicator_value_period_id"), "indicator_value", ["period_id"], unique=False
    )
    op.create_index(
        op.f("ix_indicator_value_unit_id"), "indicator_value", ["unit_id"], unique=False
    )

    op.create_table(
        "return_row",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("return_file_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'accepted', 'sent_back')", name=op.f("ck_return_row_state")
        ),
        sa.CheckConstraint(
            "(item_id IS NULL) OR (indicator_id IS NULL)", name=op.f("ck_return_row_subject")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_return_row_indicator_id_indicator")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_return_row_item_id_item")),
        sa.ForeignKeyConstraint(
            ["return_file_id"],
            ["return_file.id"],
            name=op.f("fk_return_row_return_file_id_return_file"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_row")),
    )
    op.create_index(
        op.f("ix_return_row_indicator_id"), "return_row", ["indicator_id"], unique=False
    )
    op.create_index(op.f("ix_return_row_item_id"), "return_row", ["item_id"], unique=False)
    op.create_index(
        op.f("ix_return_row_return_file_id"), "return_row", ["return_file_id"], unique=False
    )

    with op.batch_alter_table("check_in", recreate="always") as batch_op:
        batch_op.add_column(
            sa.Column("status", sa.Text(), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("evidence", sa.Text(), server_default=sa.text("''"), nullable=False)
        )

    with op.batch_alter_table("light_rule", recreate="always") as batch_op:
        batch_op.add_column(
            sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False)
        )
