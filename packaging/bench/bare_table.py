"""A script of its own: Qt's widgets and SQLAlchemy's ORM imported, an empty table painted once."""

from __future__ import annotations

import sys

import sqlalchemy.orm  # noqa: F401
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView


class Table(QTableView):
    """Says ``painted`` when it was painted for the first time, and ends the program."""

    told = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint, then tell whoever started the script."""
        super().paintEvent(event)
        if not self.told:
            self.told = True
            print("painted", flush=True)
            QTimer.singleShot(0, QApplication.quit)


if __name__ == "__main__":
    app = QApplication(sys.argv)
    table = Table()
    table.resize(1440, 860)
    table.show()
    sys.exit(app.exec())
