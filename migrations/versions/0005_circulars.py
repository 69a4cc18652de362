"""通报: the circular of a locked period, its prose with bound numbers and the document as printed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circular",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("prose", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("with_basis", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("document", sa.JSON(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'issued', 'void')", name=op.f("ck_circular_state")),
        sa.CheckConstraint("(state = 'draft') = (number IS NULL)", name=op.f("ck_circular_signed")),
        sa.CheckConstraint("number > 0", name=op.f("ck_circular_number")),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_circular_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_circular_snapshot_id_snapshot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular")),
        sa.UniqueConstraint(
            "series", "year", "number", name=op.f("uq_circular_series_year_number")
        ),
    )
    op.create_index(op.f("ix_circular_period_id"), "circular", ["period_id"], unique=False)
    op.create_index(op.f("ix_circular_snapshot_id"), "circular", ["snapshot_id"], unique=False)
