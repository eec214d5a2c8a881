"""What stands beside a field that holds two texts: two versions of now, or one left from before."""

from datetime import UTC, datetime
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.ui.kit.buttons import Button
from zvhdesk.ui.kit.flow import Flow
from zvhdesk.ui.kit.tag import TagLabel
from zvhdesk.ui.kit.text import heading
from zvhdesk.ui.plain.ring import paint_ring
from zvhdesk.ui.plain.text import label, small
from zvhdesk.ui.theme import RADIUS, TagKind, Text

Choice = Literal["theirs", "mine", "other"]
_LEFT = Qt.AlignmentFlag.AlignLeft


def moment(wall_ms: int) -> str:
    """When, as one says it today: the time, with the day when it was another."""
    then = datetime.fromtimestamp(wall_ms / 1000, UTC).astimezone()
    return (
        f"{then:%H:%M}" if then.date() == datetime.now(UTC).astimezone().date() else f"{then:%d-%m-%Y %H:%M}"
    )


class VersionsCard(QFrame):
    """Both values of a field, with who and when. Nothing is written until one is chosen.

    The card itself takes the keyboard, never one of its buttons: the Enter of somebody who typed on
    chooses nothing.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, field: str, theirs: str, who: str, mine: str, *, titled: bool = True
    ) -> None:
        """`who` is the line beneath their value; `name` is the prefix of the buttons' objectNames.

        Not `titled` when the name of the field stands above the card already.
        """
        super().__init__()
        self.setObjectName(f"{name}.versions")
        self.setProperty("look", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(
            f"{field}: twee versies. Er staat {theirs or 'niets'}. U typte {mine or 'niets'}."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        if titled:
            head.addWidget(heading(field))
        head.addWidget(TagLabel("twee versies", TagKind.ATTENTION))
        head.addStretch(1)
        head.addWidget(small("kies welke geldt"))
        column.addLayout(head)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for key, value, beneath in (
            ("theirs", theirs, who),
            ("mine", mine, "door u getypt, nog niet opgeslagen"),
        ):
            pair.addWidget(self._version(name, key, value, beneath), 1)
        column.addLayout(pair)
        other = Button("Anders invullen", f"{name}.other", on_click=lambda: self.chosen.emit("other"))
        column.addWidget(other)
        column.setAlignment(other, _LEFT)

    def _version(self, name: str, key: str, value: str, beneath: str) -> QFrame:
        frame = QFrame()
        # What stands now has the marked frame: it is what board and paper show until someone chose.
        frame.setProperty("look", "card-chosen" if key == "theirs" else "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(6)
        inside.addWidget(label(value or "leeg", Text.STRONG, "1" if value else "3", wrap=True))
        inside.addWidget(small(beneath, wrap=True))
        keep = Button("Deze houden", f"{name}.keep_{key}", on_click=lambda: self.chosen.emit(key))
        keep.setAccessibleName(f"Deze houden: {value or 'leeg'}")
        inside.addWidget(keep)
        inside.setAlignment(keep, _LEFT)
        inside.addStretch(1)
        return frame

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space on the card itself choose nothing, and go no further."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes along."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, and the ring while it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(QPainter(self), QRectF(self.rect()), RADIUS)


FOUND = "Niet opgeslagen tekst van eerder gevonden:"
NOT_CHOSEN = "Niet gekozen; uw tekst staat nog hier:"


class DraftOffer(QWidget):
    """A text typed and not committed: before a crash or a lock, or not chosen of two versions.

    Put it back, or throw it away. `said` stands above it.
    """

    chosen = Signal(bool)

    def __init__(self, name: str, draft: str, said: str = FOUND) -> None:
        super().__init__()
        self.setObjectName(f"{name}.draft")
        self.setAccessibleName(f"{said} {draft}")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 0, 4)
        column.setSpacing(2)
        column.addWidget(label(said, Text.SMALL, "warn", wrap=True))
        column.addWidget(label(draft, Text.SUB, "2", wrap=True))
        acts = QWidget()
        row = Flow(acts)
        row.addWidget(Button("Terugzetten", f"{name}.restore", on_click=lambda: self.chosen.emit(True)))
        row.addWidget(
            Button("Weggooien", f"{name}.discard", "quiet", on_click=lambda: self.chosen.emit(False))
        )
        column.addWidget(acts)
