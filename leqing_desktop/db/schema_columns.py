"""What all tables of a ledger have in common: the names of their constraints, their usual columns."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, MetaData, Text, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column() -> Column[int]:
    """The primary key of a record."""
    # Ids come from `sequence`, one series for the whole ledger: a record keeps its id for ever,
    # also after undo and redo, and no two tables share one.
    return Column("id", Integer, primary_key=True, autoincrement=False)


def words(name: str) -> Column[str]:
    """A text that is empty where nothing was said."""
    return Column(name, Text, nullable=False, server_default=text("''"))


def flag(name: str) -> Column[bool]:
    """Yes or no, no where nothing was said."""
    return Column(name, Boolean, nullable=False, server_default=text("false"))
