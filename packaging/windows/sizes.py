"""What fills the program's folder, for the builder to see."""

from __future__ import annotations

from pathlib import Path

from staging import tree_size


def report(tree: Path) -> None:
    """Print the whole and its parts in MB, the greatest first."""
    print(f"{tree_size(tree) / 1e6:7.1f} MB  安装后")
    parts = {
        **{f"lib/{part.name}": part for part in (tree / "lib").iterdir()},
        **{f"app/{part.name}": part for part in (tree / "app").iterdir() if part.is_dir()},
        "runtime": tree / "runtime",
    }
    found = sorted(((tree_size(path), name) for name, path in parts.items()), reverse=True)
    for size, name in found[:12]:
        print(f"{size / 1e6:7.1f} MB    {name}")
