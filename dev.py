"""The project's commands for a bare Python: ``python dev.py run|test|check|bench|build``."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = str(BIN / ("python.exe" if WINDOWS else "python"))
STAMP = VENV / "leqing-setup.txt"
# The dev lock holds the run lock's pins and the tools, so a "dev" environment also serves "run".
LOCKS = {
    "run": ROOT / "packaging" / "requirements.lock",
    "dev": ROOT / "packaging" / "requirements-dev.lock",
}
LINE_LIMIT = 500
CODE = ("leqing_desktop", "migrations", "packaging")  # with dev.py, what mypy reads

# What PySide6-Essentials takes from the system; probed by loading, installed by these names.
QT_LIBRARIES = ("lib/libQt6Widgets.so.6", "lib/libQt6Network.so.6")
QT_PLATFORM = "plugins/platforms/libq{}.so"
QT_PACKAGES = """
    libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libx11-6
    libgssapi-krb5-2 libzstd1 libx11-xcb1 libxkbcommon-x11-0 libxcb1 libxcb-cursor0 libxcb-icccm4
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0
    libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1
"""


# Programs of the Windows build, and the Debian packages that they are in.
BUILD_TOOLS = {"makensis": "nsis", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64"}


def main(argv: list[str]) -> int:
    """Carry out one command; returns the exit code."""
    command, rest = (argv[0], argv[1:]) if argv else ("", [])
    if command in COMMANDS and not (3, 11) <= sys.version_info[:2] <= (3, 13):
        version = sys.version.split()[0]
        stop(f"需要 Python 3.11、3.12 或 3.13，现在是 {version}：请换用其一运行 dev.py。")
    if command not in COMMANDS:
        print("用法：python dev.py run | test | check | bench | build", file=sys.stderr)
        return 2
    return COMMANDS[command](rest)


def run(rest: list[str]) -> int:
    """Carry the demo into ./演示/ and, where there is a display, open the window on its ledger."""
    set_up("run")
    code = call([tool("leqing"), "demo", "演示"])
    ledgers = sorted((ROOT / "演示").glob("*.leqing"))
    if code > 1 or not ledgers or not has_display():
        return code
    return call([tool("leqing-desktop"), str(ledgers[0]), *rest])


def test(rest: list[str]) -> int:
    """Run the whole suite, or what the arguments choose; offscreen where there is no display.

    The whole suite runs on all cores: each process has a stretch of it, so that a file's tests share
    what they made once, and takes over from another's end when it is through with its own. A chosen
    part runs in this order and can be debugged.
    """
    set_up("dev")
    # Else each of the many processes that the tests start would compile the program for itself.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return call([PYTHON, "-m", "pytest", *(rest or ("-n", "auto", "--dist", "worksteal"))])


def check(_rest: list[str]) -> int:
    """Formatting, lint, types, import contracts and file lengths; every step runs."""
    set_up("dev")
    code = ["dev.py", *(name for name in CODE if any((ROOT / name).rglob("*.py")))]
    steps = {
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "mypy": [PYTHON, "-m", "mypy", *code],
        "lint-imports": [tool("lint-imports"), "--no-logo"],
    }
    failed = []
    for name, step in steps.items():
        say(f"── {name}")
        if call(step):
            failed.append(name)
    say("── 文件行数")
    for path, lines in long_files():
        say(f"{path}：{lines} 行，超过 {LINE_LIMIT} 行")
        failed.append(path.name)
    say(f"检查未通过：{'、'.join(failed)}" if failed else "检查全部通过。")
    return 1 if failed else 0


def bench(rest: list[str]) -> int:
    """Print the speed ratios of issue-sized data against bare scripts."""
    set_up("dev")
    return call([PYTHON, str(ROOT / "packaging" / "bench" / "__main__.py"), *rest])


def build(rest: list[str]) -> int:
    """Make the Windows installer and the portable zip in dist/; on Windows build.ps1 does it."""
    if sys.platform.startswith("linux"):
        missing = [name for tool, name in BUILD_TOOLS.items() if shutil.which(tool) is None]
        if find_spec("pip") is None:
            # Debian's Python comes without; the wheels for Windows are fetched with it.
            missing.append("python3-pip")
        if missing:
            system_packages(missing, f"做安装程序缺少软件包（{'、'.join(missing)}）")
    return call([sys.executable, str(ROOT / "packaging" / "windows" / "build.py"), *rest])


COMMANDS = {"run": run, "test": test, "check": check, "bench": bench, "build": build}


def set_up(kind: str) -> None:
    """Make ``.venv`` hold exactly what the lock names; a second time this costs one short probe."""
    project = digest(ROOT / "pyproject.toml")
    locks = digest(*LOCKS.values())
    made_kind, made_locks, made_project = read_stamp()
    whole = made_locks == locks and usable()
    installed = whole and made_kind in (kind, "dev")
    if not (installed and made_project == project):
        began = time.monotonic()
        say("正在准备运行环境（只在第一次或依赖变化后）……")
        if whole:
            STAMP.unlink()
        else:
            make_venv()
        if not installed:
            pip("--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCKS[kind]))
        pip("--no-build-isolation", "--no-deps", "--editable", str(ROOT))
        # Written last: an environment that was left half-made has no stamp and is made anew.
        made = "dev" if installed and made_kind == "dev" else kind
        STAMP.write_text(f"{made}\n{locks}\n{project}\n", encoding="utf-8")
        say(f"运行环境已就绪，用时 {time.monotonic() - began:.0f} 秒。")
    if sys.platform.startswith("linux"):
        require_qt_libraries()


def digest(*files: Path) -> str:
    """Fingerprint of files, and of the place: a moved environment does not work any more."""
    content = b"\0".join([str(ROOT).encode(), *(file.read_bytes() for file in files)])
    return hashlib.sha256(content).hexdigest()


def read_stamp() -> tuple[str, str, str]:
    """Kind, lock and project fingerprint of the environment as it was made; empty if unfinished."""
    try:
        kind, locks, project = STAMP.read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return "", "", ""
    return kind, locks, project


def usable() -> bool:
    """Whether the environment's Python still starts and finds the program."""
    try:
        probe = [PYTHON, "-I", "-c", "import leqing_desktop, pip"]
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """Put a new, empty environment in place of whatever is there."""
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        minor = f"{sys.version_info[0]}.{sys.version_info[1]}"
        system_packages([f"python{minor}-venv"], "这个 Python 缺少 venv（不能建立运行环境）")
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        stop(f"不能更换 .venv（{error}）：请关闭正在使用它的程序，再用系统的 Python 运行 dev.py。")
    base = getattr(sys, "_base_executable", None) or sys.executable
    if call([base, "-m", "venv", str(VENV)]):
        stop("不能建立 .venv：原因见上面的输出。")


def pip(*arguments: str) -> None:
    """Install with the environment's pip, from the index that pip is set up for."""
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
    if call([PYTHON, "-m", "pip", "install", *quiet, *arguments]):
        stop("安装依赖失败：原因见上面的输出；检查网络后再运行一次即可，不必清理。")


def require_qt_libraries() -> None:
    """See that Qt finds its system libraries; install them where that is allowed."""
    missing = missing_libraries()
    if missing:
        system_packages(QT_PACKAGES.split(), f"缺少 Qt 需要的系统库（{'；'.join(missing)}）")
        missing = missing_libraries()
        if missing:
            stop(f"系统库装好后 Qt 仍不能加载：{'；'.join(missing)}。")


def missing_libraries() -> list[str]:
    """Names of the system libraries that Qt asks for in vain; empty when all is well."""
    problems = []
    for qt in VENV.glob("lib/python*/site-packages/PySide6/Qt"):
        platform = QT_PLATFORM.format("xcb" if has_display() else "offscreen")
        for name in (*QT_LIBRARIES, platform):
            try:
                ctypes.CDLL(str(qt / name))
            except OSError as error:
                problems.append(str(error).split(":")[0])
    return list(dict.fromkeys(problems))


def system_packages(names: list[str], why: str) -> None:
    """Install Debian packages as root; otherwise stop with the exact command to type."""
    if WINDOWS:
        stop(f"{why}。请安装完整的 Python（不是嵌入版）后再运行。")
    install = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if shutil.which("apt-get") is None:
        stop(f"{why}。请用系统的软件包管理器安装相当于这些 Debian 软件包的内容：{' '.join(names)}")
    if os.geteuid() != 0:
        stop(f"{why}。请运行：\n  sudo apt-get update && sudo {' '.join(install)}")
    say(f"{why}，正在用 apt-get 安装……")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    if call(["apt-get", "-qq", "update"]) or call([*install, "-qq"]):
        stop(f"系统软件包没有装上。请运行：\n  apt-get update && {' '.join(install)}")


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def tool(name: str) -> str:
    """A console script of the environment."""
    return str(BIN / (f"{name}.exe" if WINDOWS else name))


def call(command: list[str]) -> int:
    """Run in the project's root with its output passed on; returns the exit code."""
    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def long_files() -> list[tuple[Path, int]]:
    """Python files over the limit, with their number of lines."""
    files = [file for name in (*CODE, "tests") for file in (ROOT / name).rglob("*.py")]
    counted = [(file, file.read_bytes().count(b"\n")) for file in files]
    return [(file.relative_to(ROOT), lines) for file, lines in counted if lines > LINE_LIMIT]


def say(text: str) -> None:
    """Print at once, so that the lines keep their order among the output of what is called."""
    print(text, flush=True)


def stop(sentence: str) -> NoReturn:
    """End with one sentence that says what to do."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
