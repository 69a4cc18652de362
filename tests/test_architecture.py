"""The house rules that a program can check: what DESIGN section 2 promises beyond the contracts."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINE_LIMIT = 500
CODE_FOLDERS = ("leqing_desktop", "migrations", "packaging", "tests")
PACKAGE = sorted((ROOT / "leqing_desktop").rglob("*.py"))
SOURCES = sorted(
    [ROOT / "dev.py", *(f for folder in CODE_FOLDERS for f in (ROOT / folder).rglob("*.py"))]
)
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".txt",
    ".json",
    ".ini",
    ".mako",
    ".qss",
    ".svg",
    "",
}
MADE_FOLDER = re.compile(r"\..*|__pycache__|.*\.egg-info|演示|build|dist")
LOADED_WHERE_USED = {"openpyxl", "reportlab", "docx", "alembic", "chinese_calendar"}
# The rules have no files, no SQL, no processes; dates come in as arguments, never from a clock.
NOT_FOR_RULES = {"os", "io", "pathlib", "shutil", "tempfile", "sqlite3", "subprocess", "time"}
NOT_FOR_RULES |= {"socket", "threading", "asyncio", "logging", "random", "secrets"}
CLOCKS = {"today", "now", "utcnow", "fromtimestamp"}
# Written apart, so that this file does not name what it forbids.
REGISTRY_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "npmjs" + ".com")
MACHINE_PATHS = re.compile(r"(?<![\w.\]])/(work|root|opt|home)/[a-z]")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(module: ast.Module) -> set[str]:
    """Full names that a module imports anywhere inside it."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            names.add(node.module or "")
    return names


def tops(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def own_text_files() -> list[Path]:
    """Every text file of the project; made folders (.venv, caches, demo, builds) are left out."""
    found: list[Path] = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [f for f in folders if f == ".ci" or not MADE_FOLDER.fullmatch(f)]
        found += [Path(folder) / f for f in files if Path(f).suffix in TEXT_SUFFIXES]
    return found


def test_no_file_is_too_long() -> None:
    lengths = {named(path): path.read_bytes().count(b"\n") for path in SOURCES}
    assert {path: n for path, n in lengths.items() if n > LINE_LIMIT} == {}


def test_every_module_says_what_it_is_for() -> None:
    modules = [path for path in SOURCES if not named(path).startswith("tests/")]
    assert [named(path) for path in modules if not ast.get_docstring(tree(path))] == []


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "core", "common", "misc"}
    assert [named(p) for p in PACKAGE if drawers & {p.stem, *p.relative_to(ROOT).parts}] == []


def test_packaging_hides_no_library() -> None:
    """As a package our folder would stand in for the library of that name, which pytest needs."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_file_names_a_registry_or_a_machine_path() -> None:
    found = []
    for path in own_text_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{named(path)}: {host}" for host in REGISTRY_HOSTS if host in text]
        if match := MACHINE_PATHS.search(text):
            found.append(f"{named(path)}: {match[0]}")
    assert found == []


def test_no_temporary_file_is_asked_for_in_a_folder_of_the_clerk() -> None:
    """On Windows tempfile hangs where the folder may not be written (CPython issue 66305)."""
    asked = [
        f"{named(path)}:{node.lineno}"
        for path in PACKAGE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and any(keyword.arg == "dir" for keyword in node.keywords)
        and (getattr(node.func, "attr", "") or getattr(node.func, "id", ""))
        in {"mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory"}
    ]
    assert asked == []


def test_rules_import_only_the_standard_library_without_files_and_clocks() -> None:
    found = []
    for path in sorted((ROOT / "leqing_desktop" / "domain").rglob("*.py")):
        module = tree(path)
        names = imported(module)
        own = {n for n in names if n.startswith("leqing_desktop.domain")}
        strangers = tops(names - own) - (sys.stdlib_module_names - NOT_FOR_RULES)
        clocks = {
            node.attr
            for node in ast.walk(module)
            if isinstance(node, ast.Attribute) and node.attr in CLOCKS
        }
        found += [f"{named(path)}: {name}" for name in sorted(strangers | clocks)]
    assert found == []


def test_revisions_import_nothing_of_the_project() -> None:
    """An old revision must go on meaning what it meant, whatever the project becomes."""
    revisions = sorted((ROOT / "migrations" / "versions").glob("*.py"))
    assert revisions, "the chain has at least its first revision"
    allowed = sys.stdlib_module_names | {"alembic", "sqlalchemy"}
    strangers = {named(path): tops(imported(tree(path))) - allowed for path in revisions}
    assert {path: names for path, names in strangers.items() if names} == {}


def loaded_after(statement: str, tmp_path: Path) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after one statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "LEQING_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return tops(set(done.stdout.split()))


def test_the_console_starts_without_qt(tmp_path: Path) -> None:
    loaded = loaded_after("import leqing_desktop.app", tmp_path)
    assert loaded & ({"PySide6", "shiboken6"} | LOADED_WHERE_USED) == set()


def test_the_window_starts_without_the_file_formats(tmp_path: Path) -> None:
    statement = "import leqing_desktop.app, leqing_desktop.ui.main_window"
    assert loaded_after(statement, tmp_path) & LOADED_WHERE_USED == set()


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def test_every_pin_of_the_locks_has_hashes_and_both_agree() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
        entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
        assert len(entries) == len(pins(lock)) > 0
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_lock_holds_what_the_project_asks_for() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    names = {re.split(r"[<>=!~ ;\[]", line)[0].lower() for line in wanted}
    assert names <= pins("requirements.lock").keys()
    assert project["build-system"]["requires"] == project["dependency-groups"]["build"]
    locked = f"setuptools=={pins('requirements.lock')['setuptools']}"
    assert project["build-system"]["requires"] == [locked]


def test_the_lock_files_fit_the_declared_python() -> None:
    """dev.py refuses other Pythons in words; both must name the same ones."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.11,<3.14"' in text
    assert "(3, 11) <= sys.version_info[:2] <= (3, 13)" in (ROOT / "dev.py").read_text("utf-8")


def test_every_relative_link_of_the_documents_leads_somewhere() -> None:
    lost = [
        f"{page.name}: {target}"
        for page in ROOT.glob("*.md")
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        if not (ROOT / target).exists()
    ]
    assert lost == []
