"""The text of the window's one style sheet; ``$names`` are tokens, measures are logical pixels."""

from __future__ import annotations

SHEET = """
QWidget { font-size: 13px; }
QMainWindow, QWidget#page, QWidget#ground { background: $ground; }
QDialog, QMessageBox { background: $surface; }
QLabel { color: $text; background: transparent; }
QLabel[k="small"] { font-size: 12px; }
QLabel[k="hint"] { color: $text3; font-size: 12px; }
QLabel[k="label"] { color: $text2; }
QLabel[k="title"] { font-size: 16px; font-weight: bold; }
QLabel[k="heading"] { color: $accent; font-size: 12px; font-weight: bold; }
QLabel[k="hero"] { font-size: 28px; font-weight: bold; }
QLabel[k="outside"] { color: $outside_frame; }
QLabel[k="error"] { color: $red_text; font-size: 12px; }

QFrame[k="card"] { background: $surface; border: 1px solid $line; border-radius: 4px; }
QLabel[k="card"] { font-size: 14px; font-weight: bold; background: transparent; border: none;
    border-radius: 0; }
QFrame[k="line"] { background: $line; border: none; }
QWidget[k="plain"] { background: $surface; }

QPushButton {
    background: $surface; color: $text; border: 1px solid $line2; border-radius: 3px;
    padding: 0 10px; min-height: 26px;
}
QPushButton { qproperty-iconSize: 19px 16px; }
QPushButton:hover { background: $hover; border-color: $ctl; }
QPushButton:pressed, QPushButton:checked { background: $soft; border-color: $accent; }
QPushButton:checked { color: $accent; font-weight: bold; }
QPushButton:focus { border: 2px solid $accent; padding: 0 9px; min-height: 24px; }
QPushButton:disabled { background: $alt; color: $disabled; border-color: $line; }
QPushButton, QToolButton { outline: 0; }
QPushButton::menu-indicator { image: url($icons/chevron-$scheme.svg); width: 12px; height: 12px;
    subcontrol-position: center right; right: 6px; }
QPushButton[menu="true"] { padding-right: 22px; }
QPushButton[k="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: bold;
}
QPushButton[k="primary"]:hover { border: 1px solid $text; }
QPushButton[k="primary"]:focus { border: 2px solid $text; }
QPushButton[k="primary"]:pressed { background: $text2; }
QPushButton[k="primary"]:disabled { background: $alt; color: $disabled; border-color: $line; }
QPushButton[k="danger"] { color: $red_text; border-color: $red; }
QPushButton[k="danger"]:hover { background: $red_tint; }
QPushButton[k="danger"]:disabled { color: $disabled; border-color: $line; }
QPushButton[k="link"], QToolButton[k="link"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 0 4px;
    min-height: 22px;
}
QPushButton[k="link"]:hover, QToolButton[k="link"]:hover { text-decoration: underline; }
QPushButton[k="link"]:focus, QToolButton[k="link"]:focus { border: 2px solid $accent; padding: 0 3px;
    min-height: 20px; }
QPushButton[k="ghost"] { background: transparent; border-color: transparent; }
QPushButton[k="ghost"]:hover { background: $hover; }
QPushButton[k="ghost"]:focus { border: 2px solid $accent; }

QToolButton { qproperty-iconSize: 16px 16px; }
QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 3px; padding: 3px;
    color: $text;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $soft; }
QToolButton:focus { border: 2px solid $accent; padding: 2px; }
QToolButton:disabled { color: $disabled; }
QToolButton[k="box"] { background: $surface; border: 1px solid $line2;
    min-width: 20px; min-height: 20px; }
QToolButton[k="box"]:hover { background: $hover; border-color: $ctl; }
QToolButton[k="box"]:checked { background: $soft; border-color: $accent; }
QToolButton[k="box"]:focus { border: 2px solid $accent; }
QToolButton[k="box"]:disabled { background: $alt; border-color: $line; }
QToolButton[popupMode="2"]::menu-indicator { image: none; }
QToolButton[k="words"] { color: $text2; padding: 0 6px; min-height: 22px; }
QToolButton[k="words"]:hover { color: $text; border-color: $line2; }
QToolButton[k="words"]:focus { border: 2px solid $accent; padding: 0 5px; min-height: 20px; }
QToolButton[k="words"]:disabled { color: $disabled; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
    background: $surface; color: $text; border: 1px solid $ctl; border-radius: 3px;
    selection-background-color: $selected; selection-color: $text;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 26px; padding: 0 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent;
}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { padding: 0 7px; min-height: 24px; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $alt; border-color: $line; }
QLineEdit[k="error"], QComboBox[k="error"] { background: $red_tint; border: 2px solid $red; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    background: $alt; color: $disabled; border-color: $line;
}
QLineEdit#search { padding-left: 4px; }
QFrame#bands { background: $line; border: none; }
QLabel[k="bandHead"] { background: $head; color: $text2; font-size: 12px; font-weight: bold;
    padding: 5px 8px; }
QLabel[k="band"], QFrame[k="band"] { background: $surface; border: none; }
QLabel[k="band"] { padding: 0 8px; }
QLineEdit[k="limit"] { border: none; border-radius: 0; }
QLineEdit[k="limit"]:focus { border: 2px solid $accent; }
QLineEdit[k="limit"][state="edited"] { background: $uncommitted; }
QLineEdit[k="limit"][state="wrong"] { background: $red_tint; border: 2px solid $red; padding: 0 7px;
    min-height: 24px; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url($icons/chevron-$scheme.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $line2; outline: 0; padding: 2px;
    selection-background-color: $soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; }
QDateEdit::drop-down { border: none; width: 22px; }
QDateEdit::down-arrow { image: url($icons/chevron-$scheme.svg); width: 14px; height: 14px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 18px; }
QSpinBox::up-arrow { image: url($icons/chevron-up-$scheme.svg); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url($icons/chevron-$scheme.svg); width: 12px; height: 12px; }

QCheckBox, QRadioButton { spacing: 7px; color: $text; background: transparent; padding: 3px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; border-radius: 3px; padding: 1px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid $ctl; border-radius: 2px; background: $surface;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: url($icons/check-$scheme.svg);
}
QRadioButton::indicator {
    width: 12px; height: 12px; border: 1px solid $ctl; border-radius: 7px; background: $surface;
}
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid $accent; }

QAbstractItemView { background: $surface; color: $text; outline: 0;
    selection-background-color: $selected; selection-color: $text; }
QTableView, QListView, QTreeView { border: none; gridline-color: $line;
    alternate-background-color: $alt; }
QListView::item { min-height: 28px; padding: 0 8px; background: transparent; }
QListView#recent { border: 2px solid transparent; border-radius: 3px; }
QListView#recent:focus { border-color: $accent; }
QListView::item:selected { background: $selected; color: $text; }
QListView::item:hover:!selected { background: $hover; }
QTableView QTableCornerButton::section { background: $head; border: none; }
QHeaderView { background: $head; border: none; }
QHeaderView::section {
    background: $head; color: $text2; font-size: 12px; font-weight: bold; padding: 0 8px;
    min-height: 29px; border: none; border-right: 1px solid $line; border-bottom: 1px solid $line;
}

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ctl; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { border: none; background: transparent; }

QMenu { background: $surface; border: 1px solid $line2; padding: 4px; color: $text; }
QMenu::item { min-height: 22px; padding: 3px 28px 3px 10px; border-radius: 3px; }
QMenu::item:selected { background: $soft; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QToolTip { background: $toast; color: $toast_text; border: 1px solid $toast; padding: 4px 6px;
    font-size: 12px; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabWidget::tab-bar { left: 14px; }
QTabBar { background: transparent; }
QTabBar::tab { color: $text2; background: transparent; padding: 6px 2px; margin-right: 16px;
    border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; font-weight: bold; border-bottom: 2px solid $accent; }
QTabBar::tab:hover:!selected { color: $text; }
QTabBar::tab:focus { border: 2px solid $accent; }
QSplitter::handle { background: transparent; }

QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 5px;
    min-height: 5px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QWidget#rail { background: $rail; }
QWidget#topBar { background: $surface; border-bottom: 1px solid $line; }
QWidget#statusBar { background: $surface; border-top: 1px solid $line; }
QLabel[k="status"] { color: $text2; font-size: 12px; }
QWidget#statusBar QPushButton, QWidget#statusBar QToolButton {
    font-size: 12px; min-height: 16px; padding: 0 4px; color: $text2; }
QWidget#statusBar QPushButton[k="link"] { color: $accent; }
QToolButton[k="ledger"] { qproperty-iconSize: 20px 16px; font-size: 14px; font-weight: bold; padding: 3px 6px; }
QToolButton[k="ledger"]::menu-indicator { image: none; }

QTextEdit#source, QTextEdit#source:focus { background: $surface; border: none; border-radius: 0; }
QFrame#commandStrip { background: $alt; border: none; border-bottom: 1px solid $line;
    border-top: 1px solid $line; }
QFrame#dropZone { background: $surface; border: 2px dashed $line2; border-radius: 6px; }
QFrame#dropZone[over="true"] { border-color: $accent; background: $soft; }
QPushButton[k="drop"] { background: $surface; border: 2px dashed $line2; border-radius: 4px;
    color: $text2; min-height: 46px; }
QPushButton[k="drop"]:hover { background: $hover; border-color: $ctl; }
QPushButton[k="drop"]:focus { border: 2px solid $accent; min-height: 46px; }
QPushButton[k="drop"][over="true"] { border-color: $accent; background: $soft; color: $text; }
QPushButton[k="drop"]::menu-indicator { image: none; width: 0; }
QFrame#reminderBox { background: $alt; border: 1px solid $line; border-radius: 3px; }
QPlainTextEdit#reminder { background: transparent; border: 1px solid transparent; }
QPlainTextEdit#reminder:focus { background: $surface; border: 2px solid $accent; }
QFrame#panelFoot { background: transparent; border: none; border-top: 1px solid $line; }
QFrame#whyBox { border: none; border-left: 3px solid $line2; background: $alt; }
QFrame#whyBox[tone="red"] { border-left-color: $red; background: $red_tint; }
QFrame#whyBox[tone="yellow"] { border-left-color: $yellow_edge; background: $yellow_tint; }
QFrame#whyBox[tone="green"] { border-left-color: $green; background: $green_tint; }
QFrame#whyBox[tone="red"] QLabel#whyHead { color: $red_text; }
QFrame#whyBox[tone="yellow"] QLabel#whyHead { color: $yellow_text; }
QFrame#whyBox[tone="green"] QLabel#whyHead { color: $green_text; }
QLabel#whyHead { font-size: 12px; font-weight: bold; color: $text2; }

QLabel[chip] { font-size: 12px; padding: 1px 6px; border-radius: 2px; }
$chips

QFrame#banner { border: none; border-left: 3px solid $line2; }
QFrame#banner[tone="info"] { background: $soft; border-left-color: $accent; }
QFrame#banner[tone="ok"] { background: $green_tint; border-left-color: $green; }
QFrame#banner[tone="warn"] { background: $yellow_tint; border-left-color: $yellow_edge; }
QFrame#banner[tone="error"] { background: $red_tint; border-left-color: $red; }
QFrame#banner[tone="locked"] { background: $alt; border-left-color: $text2; }
QFrame#banner[tone="outside"] { background: $outside; border-left-color: $outside_frame; }
QFrame#toast { background: $toast; border-radius: 4px; }
QFrame#toast QLabel { color: $toast_text; }
QFrame#toast QPushButton { background: transparent; border: 1px solid transparent;
    color: $toast_action; font-weight: bold; }
QFrame#toast QPushButton:focus { border: 2px solid $toast_action; }

QWidget#segments { background: $surface; border: 1px solid $line2; border-radius: 3px; }
QWidget#segments QToolButton { border: 1px solid transparent; border-radius: 2px; color: $text2;
    padding: 0 9px; min-height: 22px; min-width: 8px; background: transparent; }
QWidget#segments QToolButton:hover { background: $hover; }
QWidget#segments QToolButton:checked { background: $soft; color: $accent; font-weight: bold;
    border: 1px solid $accent; }
QWidget#segments QToolButton:focus { border: 2px solid $accent; padding: 0 8px; min-height: 20px; }
"""
