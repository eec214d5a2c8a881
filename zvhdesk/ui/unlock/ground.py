"""Navy ground with a white card in the middle."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from zvhdesk.ui.plain.properties import set_named


class Ground(QFrame):
    """The empty navy screen behind a locked house. It shows nothing of the house."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "rail")


def white_card(width: int) -> tuple[QFrame, QVBoxLayout]:
    """A white card of at most `width` px and the layout in it."""
    card = QFrame()
    card.setProperty("look", "card")
    card.setMaximumWidth(width)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(26, 22, 26, 22)
    layout.setSpacing(6)
    return card, layout


def centred(card: QFrame) -> QScrollArea:
    """The card in the middle of the ground; it scrolls when the window is small or enlarged."""
    ground = Ground()
    column = QVBoxLayout(ground)
    column.setContentsMargins(16, 16, 16, 16)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card, 1000)
    row.addStretch(1)
    column.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    set_named(area, horizontalScrollBarPolicy="ScrollBarAlwaysOff", focusPolicy="NoFocus")
    area.setWidget(ground)
    return area
