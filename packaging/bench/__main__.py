"""``python dev.py bench [NAME…]``: the speed ratios, each measured against a bare way at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

NAMES = ("start", "large", "workbook", "notices", "plan", "table", "issue", "collect")


def main(names: list[str]) -> int:
    """Run the measurements named, all by default; 2 for a name that does not exist."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"没有这项测量：{'、'.join(unknown)}。可选：{'、'.join(NAMES)}。", file=sys.stderr)
        return 2
    kept = [measurement(name)() for name in names or NAMES]
    print(f"共 {len(kept)} 项，达到 {sum(kept)} 项。")
    return 0


def measurement(name: str) -> Callable[[], bool]:
    """The function that measures, prints, and says whether the ratio is kept."""
    found: Callable[[], bool] = import_module(name).run
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
