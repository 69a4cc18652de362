"""What has been typed but not yet submitted, with the sentences about what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable

from leqing_desktop.domain.decomposition import Column, Edit


class PendingEdits:
    """Typed texts by item and column; a refused one stays with its sentence until mended."""

    def __init__(self) -> None:
        self._texts: dict[int, dict[Column, str]] = {}
        self._errors: dict[tuple[int, Column], str] = {}

    def __len__(self) -> int:
        return sum(len(texts) for texts in self._texts.values())

    def put(self, item_id: int, column: Column, text: str) -> None:
        """Remember a typed text; an earlier error of the cell is forgotten."""
        texts = self._texts.pop(item_id, {})
        texts.pop(column, None)
        texts[column] = text
        self._texts[item_id] = texts
        self._errors.pop((item_id, column), None)

    def drop(self, item_id: int, column: Column) -> bool:
        """Forget a typed text (Esc restores); says whether there was one."""
        texts = self._texts.get(item_id)
        if texts is None or column not in texts:
            return False
        del texts[column]
        if not texts:
            del self._texts[item_id]
        self._errors.pop((item_id, column), None)
        return True

    def text(self, item_id: int, column: Column) -> str | None:
        """The typed text of a cell, None where nothing is pending."""
        texts = self._texts.get(item_id)
        return None if texts is None else texts.get(column)

    def error(self, item_id: int, column: Column) -> str:
        """The sentence about a cell that was refused, "" where there is none."""
        return self._errors.get((item_id, column), "")

    def items(self) -> tuple[int, ...]:
        """Ids of the items that have pending texts."""
        return tuple(self._texts)

    def edits(self, item_ids: Iterable[int] | None = None) -> tuple[Edit, ...]:
        """The pending texts of some items, or all, as edits."""
        chosen = self._texts if item_ids is None else item_ids
        return tuple(
            Edit(item, column, text)
            for item in chosen
            for column, text in self._texts.get(item, {}).items()
        )

    def last(self) -> tuple[int, Column] | None:
        """The cell typed into last."""
        if not self._texts:
            return None
        item = next(reversed(self._texts))
        return item, next(reversed(self._texts[item]))

    def settle(self, edits: Iterable[Edit]) -> None:
        """Forget what was written, unless something else was typed meanwhile."""
        for edit in edits:
            if self.text(edit.item_id, edit.column) == edit.text:
                self.drop(edit.item_id, edit.column)

    def refuse(self, problems: dict[tuple[int, str], str]) -> tuple[tuple[int, Column], ...]:
        """Attach the service's sentences to the cells; gives the cells that now show one."""
        marked = []
        known = {column.value: column for column in Column}
        for (item, field_name), sentence in problems.items():
            column = known.get(field_name)
            if column is not None and self.text(item, column) is not None:
                self._errors[(item, column)] = sentence
                marked.append((item, column))
        return tuple(marked)

    def refused(self) -> tuple[tuple[int, Column], ...]:
        """The cells that show a sentence."""
        return tuple(self._errors)

    def forget_missing(self, known: Iterable[int]) -> None:
        """Drop what belongs to items that are no longer there."""
        alive = set(known)
        for item in [item for item in self._texts if item not in alive]:
            for column in tuple(self._texts[item]):
                self.drop(item, column)
