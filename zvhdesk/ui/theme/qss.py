"""The style sheet: borders, radii and fills of the standard widgets.

Fonts are not in it (see `fonts`), nor is anything of item views: rows are painted by delegates,
because padding in a style sheet is ignored by views laid out before they are polished.
"""

from functools import lru_cache
from string import Template

from zvhdesk.ui.theme.tokens import RADIUS, RADIUS_SMALL, SCROLL_BAR, Palette

_SHEET = Template("""
QToolTip { background: $ink; color: $paper; border: 1px solid $ink; padding: 4px 8px; }

QFrame[look="card"] { background: $paper; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[look="card-chosen"] { background: $paper; border: 2px solid $accent; border-radius: ${radius}px; }
QFrame[look="band"] { background: $paper; border: 0; border-bottom: 1px solid $line; }
QFrame[look="line"] { background: $line; border: 0; }
QFrame[look="line2"] { background: $line2; border: 0; }
QWidget[look="paper"] { background: $paper; }
QWidget[look="rail"] { background: $rail; }
QWidget[look="ground"] { background: $ground; }

QLabel { background: transparent; }
QLabel[ink="2"] { color: $ink2; }
QLabel[ink="3"] { color: $ink3; }
QLabel[ink="danger"] { color: $danger; }
QLabel[ink="warn"] { color: $warn; }
QLabel[ink="ok"] { color: $ok; }
QLabel[ink="accent"] { color: $accent; }
QLabel[ink="brand"] { color: $rail_brand; }
QLabel[ink="rail"] { color: $rail_ink; }
QLabel[ink="apart"] { color: $apart_ink; }
QLabel[ink="rail-muted"] { color: $rail_muted; }

QPushButton[kind] { border: 1px solid $line; border-radius: ${small}px; background: $paper;
  color: $ink; padding: 6px 13px; min-height: 22px; }
TallButton { margin: 5px 0px; }
QPushButton[kind="plain"]:hover { background: $sunken; border-color: $field_line; }
QPushButton[kind="plain"]:pressed, QPushButton[kind="plain"]:checked { background: $accent2;
  border-color: $accent2_line; color: $accent2_ink; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $accent_ink; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $accent_hover;
  border-color: $accent_hover; }
QPushButton[kind="danger"] { border-color: $danger_line; color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger2; }
QPushButton[kind="link"] { background: transparent; border-color: transparent; color: $info;
  padding: 6px 6px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $ink3;
  padding: 6px 8px; }
QPushButton[kind="quiet"]:hover { color: $ink; }
QPushButton[kind]:disabled { background: $sunken; border: 1px $off $line; color: $ink3; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit { background: $paper; color: $ink;
  border: 1px solid $field_line; border-radius: ${small}px; padding: 6px 10px;
  selection-background-color: $accent; selection-color: $accent_ink;
  placeholder-text-color: $ink3; }
QLineEdit, QSpinBox, QDateEdit { min-height: 22px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid $focus; padding: 5px 9px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"] {
  border: 2px solid $danger; padding: 5px 9px; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus { border: 2px solid $focus; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: $sunken; color: $ink3; border-color: $line; }
QLineEdit:read-only { background: $sunken; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:focus, QPlainTextEdit[look="bare"],
  QPlainTextEdit[look="bare"]:focus { border: 0; padding: 0; background: transparent; }
QLineEdit[look="inplace"], QPlainTextEdit[look="inplace"] { border: 1px solid transparent;
  background: transparent; padding: 5px 7px; }
QPlainTextEdit[look="inplace"] { padding: 7px 9px; }
QLineEdit[look="inplace"]:hover, QPlainTextEdit[look="inplace"]:hover { border-color: $field_line; }
QLineEdit[look="inplace"]:focus, QPlainTextEdit[look="inplace"]:focus { border: 2px solid $focus;
  background: $paper; padding: 4px 6px; }
QPlainTextEdit[look="inplace"]:focus { padding: 6px 8px; }
QLineEdit[look="inplace"][wrong="true"], QPlainTextEdit[look="inplace"][wrong="true"] {
  border: 2px solid $danger; padding: 4px 6px; }
QPlainTextEdit[look="inplace"][wrong="true"] { padding: 6px 8px; }
QLineEdit[look="inplace"]:read-only:hover, QPlainTextEdit[look="inplace"]:read-only:hover {
  border-color: transparent; }
QLineEdit[look="passphrase"] { padding: 9px 3px 9px 12px; }
QLineEdit[look="passphrase"]:focus, QLineEdit[look="passphrase"][wrong="true"] { padding: 8px 2px 8px 11px; }

QListView[look="list"], QTableView[look="list"], QTreeView[look="list"] { background: $paper;
  border: 1px solid $line; border-radius: ${small}px; outline: 0; }
QListView[look="list"]:focus, QTableView[look="list"]:focus { border: 2px solid $focus; }
QListView[look="bare"], QTableView[look="bare"] { background: transparent; border: 0; outline: 0; }
QHeaderView { background: $paper; border: 0; }
QHeaderView::section { background: $paper; color: $ink3; border: 0; border-bottom: 1px solid $line2;
  padding: 8px 14px; }
QTableView { gridline-color: $line2; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[look="clear"] { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $field_line; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTabBar { background: transparent; border: 0; }
QTabBar::tab { background: transparent; color: $ink3; border: 0; border-bottom: 3px solid transparent;
  padding: 11px 14px 8px 14px; margin-right: 4px; min-height: 20px; }
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:selected { color: $accent; border-bottom: 3px solid $accent; }

QProgressBar { background: $line; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QMenu { background: $paper; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 7px 24px 7px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent2; color: $accent2_ink; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 32px; }
QSplitter::handle { background: $line; }
""")


@lru_cache(maxsize=8)
def build(p: Palette) -> str:
    """The style sheet of a window in the colours of `p`."""
    scroll = p.field_line if p.dark else "#C3CBD3"
    # In high contrast grey is not grey enough to say "not now"; a dashed edge says it by shape.
    off = "dashed" if p.tag_line else "solid"
    sizes = {"radius": RADIUS, "small": RADIUS_SMALL, "bar": SCROLL_BAR}
    return _SHEET.substitute(p._asdict(), **sizes, scroll=scroll, off=off)
