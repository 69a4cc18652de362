"""督办: every step of a notice's life as a record of its own, files that prove it, drafts to sign."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notice", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("asked_until", sa.Date(), nullable=True))

    op.create_table(
        "notice_step",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("person", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("clerk", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_step_notice_id_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_step")),
    )
    op.create_index(op.f("ix_notice_step_notice_id"), "notice_step", ["notice_id"], unique=False)

    op.create_table(
        "notice_file",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("notice_step_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("downloaded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_step_id"],
            ["notice_step.id"],
            name=op.f("fk_notice_file_notice_step_id_notice_step"),
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_notice_file_sha256_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_file")),
    )
    op.create_index(
        op.f("ix_notice_file_notice_step_id"), "notice_file", ["notice_step_id"], unique=False
    )
    op.create_index(op.f("ix_notice_file_sha256"), "notice_file", ["sha256"], unique=False)

    op.create_table(
        "notice_draft",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "colour IN ('blue', 'orange', 'red')", name=op.f("ck_notice_draft_colour")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_notice_draft_item_id_item")
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_notice_draft_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_notice_draft_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_draft")),
        sa.UniqueConstraint("period_id", "item_id", name=op.f("uq_notice_draft_period_id_item_id")),
    )
    op.create_index(op.f("ix_notice_draft_item_id"), "notice_draft", ["item_id"], unique=False)
    op.create_index(op.f("ix_notice_draft_unit_id"), "notice_draft", ["unit_id"], unique=False)
    _tell_steps(op.get_bind())


_ACTIONS = {
    "issued": "issue",
    "replied": "reply",
    "rejected": "reject",
    "closed": "close",
    "escalated": "escalate",
    "void": "void",
}


def _tell_steps(connection: sa.Connection) -> None:
    """The steps so far, which only the journal knew; what was undone is no step."""
    entries = connection.execute(
        sa.text(
            'SELECT e.record_id, e.action, e."before", e."after", o.clerk FROM journal_entry e '
            "JOIN journal_operation o ON o.id = e.operation_id "
            "WHERE e.table_name = 'notice' AND o.kind = 'do' AND o.state = 'done' ORDER BY e.id"
        )
    ).all()
    known = set(connection.execute(sa.text("SELECT id FROM notice")).scalars())
    now: dict[int, dict[str, str]] = {}
    steps = []
    for record_id, action, before, after, clerk in entries:
        if record_id not in known or action == "delete":
            continue
        told, earlier = json.loads(after or "{}"), json.loads(before or "{}")
        facts = now.setdefault(record_id, {})
        facts.update(told)
        if "state" not in told and "deadline" not in told:
            continue
        word = _ACTIONS.get(facts["state"], facts["state"])
        if action == "update" and "deadline" in told:
            word = "extend"
        elif facts["state"] == "rejected" and earlier.get("state") == "closed":
            word = "reopen"
        steps.append(
            {
                "notice_id": record_id,
                "action": word,
                "state": facts["state"],
                "on_day": facts["state_on"],
                "deadline": facts["deadline"],
                "note": facts.get("state_note") or "",
                "clerk": clerk,
            }
        )
    if not steps:
        return
    query = sa.text("SELECT next_id FROM sequence WHERE name = 'record'")
    first = int(connection.execute(query).scalar_one())
    connection.execute(
        sa.text(
            "INSERT INTO notice_step (id, notice_id, action, state, on_day, deadline, note, clerk) "
            "VALUES (:id, :notice_id, :action, :state, :on_day, :deadline, :note, :clerk)"
        ),
        [{"id": first + place, **step} for place, step in enumerate(steps)],
    )
    connection.execute(
        sa.text("UPDATE sequence SET next_id = :next WHERE name = 'record'"),
        {"next": first + len(steps)},
    )
    # Undoing an older operation would take a notice back without the step told here.
    connection.execute(
        sa.text("UPDATE journal_operation SET state = 'dropped' WHERE state = 'undone'")
    )
    connection.execute(
        sa.text(
            "UPDATE journal_operation SET barrier = 1 WHERE id = (SELECT max(id) FROM "
            "journal_operation WHERE kind = 'do' AND state = 'done')"
        )
    )
