"""The chain and the tables in code tell the same story, on SQLite and for PostgreSQL."""

from __future__ import annotations

import ast
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from leqing_desktop import paths
from leqing_desktop.db import schema
from leqing_desktop.db.ledger_file import create_ledger

REVISIONS = sorted((paths.migrations() / "versions").glob("[0-9]*.py"))


def stored(path: Path) -> dict[str, str]:
    """The DDL of every object, each table's constraints in the order of their names."""
    query = (
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'"
    )
    with closing(sqlite3.connect(path)) as connection:
        return {name: normal(sql) for name, sql in connection.execute(query)}


def normal(sql: str) -> str:
    # A table that was rebuilt has its name in quotes and its defaults in brackets.
    sql = re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", sql)
    sql = re.sub(r"DEFAULT \((''|false)\)", r"DEFAULT \1", sql)
    lines = [re.sub(r"\s+", " ", line).strip().rstrip(",") for line in sql.splitlines()]
    constraints = sorted(line for line in lines if line.startswith("CONSTRAINT "))
    return "\n".join([line for line in lines if not line.startswith("CONSTRAINT ")] + constraints)


def test_the_chain_makes_the_tables_of_the_code_with_their_checks(tmp_path: Path) -> None:
    create_ledger(tmp_path / "chain.leqing")
    engine = create_engine(f"sqlite:///{tmp_path / 'metadata.db'}")
    schema.metadata.create_all(engine)
    engine.dispose()
    chain, code = stored(tmp_path / "chain.leqing"), stored(tmp_path / "metadata.db")
    assert sum(sql.count(" CHECK ") for sql in chain.values()) > 5
    assert chain == code


def test_the_chain_has_one_head_and_the_code_knows_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [schema.HEAD_REVISION]
    assert script.get_bases() == ["0001"]


def test_revisions_are_four_digits_in_the_order_of_the_chain() -> None:
    numbers = [path.name[:4] for path in REVISIONS]
    assert numbers == [f"{n:04}" for n in range(1, len(REVISIONS) + 1)]


@pytest.mark.parametrize("revision", REVISIONS, ids=lambda path: path.stem)
def test_a_revision_imports_nothing_of_the_program(revision: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(revision.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported <= {"alembic", "sqlalchemy", "__future__", "json", "datetime"}


@pytest.mark.parametrize("revision", REVISIONS, ids=lambda path: path.stem)
def test_the_schema_history_names_every_revision(revision: Path) -> None:
    history = (paths.migrations() / "README.md").read_text(encoding="utf-8")
    assert f"| {revision.name[:4]} |" in history


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_compiles_for_postgresql(table: schema.Table) -> None:
    dialect = postgresql.dialect()
    ddl = str(CreateTable(table).compile(dialect=dialect))
    assert ddl.strip().startswith("CREATE TABLE")
    for index in table.indexes:
        assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=dialect))
    assert "SELECT" in str(select(table).compile(dialect=dialect))
    # PostgreSQL cuts longer names off, and then two of them may be one.
    names = [
        table.name,
        *(str(c.name) for c in table.constraints),
        *(i.name for i in table.indexes),
    ]
    assert all(len(str(name).encode()) <= 63 for name in names)
