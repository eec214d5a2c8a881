"""The field in which an officer types a recovery sheet."""

from PySide6.QtWidgets import QPlainTextEdit

from zvhdesk.ui.theme import Text, font


def sheet_field(name: str) -> QPlainTextEdit:
    """Eight lines high, as a sheet has them; Tab leaves it."""
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setFont(font(Text.BODY, figures=True))
    made.setPlaceholderText("Acht regels")
    made.setFixedHeight(made.fontMetrics().lineSpacing() * 8 + 26)
    return made
