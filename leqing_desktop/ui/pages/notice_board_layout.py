"""How the board of the notices is laid out: cards at the left, the panel at the right or alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from leqing_desktop.ui.theme import theme

QWIDGETSIZE_MAX = 16_777_215
PANEL_CLOSED_BELOW = 1320
PANEL_ALONE_BELOW = 1180
"""Where cards and panel do not fit side by side, the open panel takes the cards' place."""
PANEL_WIDTHS = ((1800, 600), (1500, 460), (0, 348))


class CardsAndPanel(QWidget):
    """Cards above each other with their shares of the height, and one panel for them all."""

    def __init__(
        self, cards: Sequence[tuple[QWidget, int]], panel: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._roomy: bool | None = None
        self._width = PANEL_CLOSED_BELOW
        self._cards = QSplitter(Qt.Orientation.Vertical, self)
        self._cards.setChildrenCollapsible(False)
        for at, (card, share) in enumerate(cards):
            self._cards.addWidget(card)
            self._cards.setStretchFactor(at, share)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._cards, 1)
        row.addWidget(panel)
        self._fit()
        theme().changed.connect(self._fit)

    @property
    def panel_alone(self) -> bool:
        """Whether the panel stands where the cards would."""
        return self._cards.isHidden()

    def set_width(self, width: int) -> None:
        """Fit the panel; below 1320 px it waits for F4."""
        self._width = width
        roomy = width >= PANEL_CLOSED_BELOW
        if roomy is not self._roomy:
            self._roomy = roomy
            self.show_panel(roomy)
        self._fit()

    def show_panel(self, open_: bool) -> None:
        """Open or close the panel."""
        self._panel.setVisible(open_)
        self._fit()

    def toggle_panel(self) -> None:
        """Open the closed panel, close the open one."""
        self.show_panel(self._panel.isHidden())

    def _fit(self) -> None:
        alone = not self._panel.isHidden() and self._width < PANEL_ALONE_BELOW
        self._cards.setVisible(not alone)
        width = next(wide for least, wide in PANEL_WIDTHS if self._width >= least)
        self._panel.setMinimumWidth(theme().px(width))
        self._panel.setMaximumWidth(QWIDGETSIZE_MAX if alone else theme().px(width))
        self._cards.setHandleWidth(theme().px(12))
