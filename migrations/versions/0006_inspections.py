"""专项督查 from checklist to close-out, 议定事项 and 批示 as tasks with their source, a circular's last day."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("circular", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("state_on", sa.Date(), nullable=True))
    # On which day a void one became so was not kept: its day of signing stands for it.
    op.execute("UPDATE circular SET state_on = issued_on")

    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("team", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=True),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("document", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "(state = 'draft') = (number IS NULL)", name=op.f("ck_inspection_signed")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'issued', 'closed', 'void')", name=op.f("ck_inspection_state")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_inspection_number")),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_inspection_period_id_period")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint(
            "series", "year", "number", name=op.f("uq_inspection_series_year_number")
        ),
    )
    op.create_index(op.f("ix_inspection_period_id"), "inspection", ["period_id"], unique=False)

    op.create_table(
        "item_origin",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("wording", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("kind IN ('decision', 'instruction')", name=op.f("ck_item_origin_kind")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_origin_item_id_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_origin")),
        sa.UniqueConstraint("item_id", name=op.f("uq_item_origin_item_id")),
    )
    op.create_table(
        "inspection_point",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.CheckConstraint("area IN ('progress', 'policy')", name=op.f("ck_inspection_point_area")),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_inspection_point_inspection_id_inspection"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_point")),
    )
    op.create_index(
        op.f("ix_inspection_point_inspection_id"),
        "inspection_point",
        ["inspection_id"],
        unique=False,
    )

    op.create_table(
        "inspection_unit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_inspection_unit_inspection_id_inspection"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_inspection_unit_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_unit")),
        sa.UniqueConstraint(
            "inspection_id", "unit_id", name=op.f("uq_inspection_unit_inspection_id_unit_id")
        ),
    )
    op.create_index(
        op.f("ix_inspection_unit_unit_id"), "inspection_unit", ["unit_id"], unique=False
    )

    op.create_table(
        "inspection_finding",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inspection_point_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("demand", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "state IN ('settled', 'open', 'reported', 'rejected', 'closed')",
            name=op.f("ck_inspection_finding_state"),
        ),
        sa.CheckConstraint(
            "verdict IN ('met', 'partly', 'unmet')", name=op.f("ck_inspection_finding_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_point_id"],
            ["inspection_point.id"],
            name=op.f("fk_inspection_finding_inspection_point_id_inspection_point"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_inspection_finding_item_id_item")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_inspection_finding_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_finding")),
    )
    op.create_index(
        op.f("ix_inspection_finding_inspection_point_id"),
        "inspection_finding",
        ["inspection_point_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_inspection_finding_item_id"), "inspection_finding", ["item_id"], unique=False
    )
    op.create_index(
        op.f("ix_inspection_finding_unit_id"), "inspection_finding", ["unit_id"], unique=False
    )

    op.create_table(
        "inspection_step",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inspection_finding_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("person", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("clerk", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_finding_id"],
            ["inspection_finding.id"],
            name=op.f("fk_inspection_step_inspection_finding_id_inspection_finding"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_step")),
    )
    op.create_index(
        op.f("ix_inspection_step_inspection_finding_id"),
        "inspection_step",
        ["inspection_finding_id"],
        unique=False,
    )

    op.create_table(
        "inspection_file",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inspection_step_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("downloaded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_step_id"],
            ["inspection_step.id"],
            name=op.f("fk_inspection_file_inspection_step_id_inspection_step"),
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_inspection_file_sha256_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_file")),
    )
    op.create_index(
        op.f("ix_inspection_file_inspection_step_id"),
        "inspection_file",
        ["inspection_step_id"],
        unique=False,
    )
    op.create_index(op.f("ix_inspection_file_sha256"), "inspection_file", ["sha256"], unique=False)
