"""The settings of the room screen: where it stands, whether it really does, and how far people sit."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zvhdesk.domain.room import Seats, legibility
from zvhdesk.ui.kit import Button, Field, Flow, Message, Select, heading, label, rule
from zvhdesk.ui.room.room import Room
from zvhdesk.ui.room.screens import all_screens
from zvhdesk.ui.theme import GAP, Text

DUPLICATED = (
    "Uw scherm wordt gedupliceerd: de zaal ziet alles wat u ziet. Het zaalscherm is gesloten. Kies bij de "
    "beeldscherminstellingen uitbreiden en test opnieuw."
)
_SMALLEST, _LARGEST = 10.0, 300.0
_NEAREST, _FARTHEST = 1.0, 40.0


class RoomSettings(QWidget):
    """A panel for the chair's own window; put it in a dialog or a page there, never on the wall."""

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("room.settings")
        self._room = room
        self._known = False
        self._state = label("", Text.STRONG, name="room.state")
        self.message = Message("room.message")
        self.screens = Select("room.screens")
        self.screens.setPlaceholderText("geen ander scherm")
        self._open = Button("Daar openen", "room.open", "primary", on_click=self._open_there)
        self._test = Button("Test zaalscherm", "room.test", on_click=self._ask)
        self._away = Button("Zaalscherm sluiten", "room.close", on_click=room.close)
        self._question = label("", Text.BODY, name="room.question", wrap=True)
        self._answers = QWidget()
        self.diagonal = QLineEdit()
        self.farthest = QLineEdit()
        self._sizes = Message("room.sizes")
        self._build()
        room.changed.connect(self._show)
        room.screens.settled.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look anew at the screens and at what is remembered."""
        choice = self._room.choice()
        self.screens.clear()
        for screen in choice.others:
            self.screens.addItem(f"{screen.words}, {screen.width} × {screen.height}", screen)
        proposed = choice.screen
        self.screens.setCurrentIndex(choice.others.index(proposed) if proposed in choice.others else 0)
        self.screens.setEnabled(choice.asks)
        self._open.setEnabled(choice.asks)
        if not choice.asks:
            self.message.say(choice.sentence, "info" if len(all_screens()) == 1 else "danger")
        elif self.message.text:
            self.message.clear()
        seats = self._room.window.seats
        self.diagonal.setText(_shown(seats.diagonal))
        self.farthest.setText(_shown(seats.farthest))
        self._say_sizes(seats)
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._state)
        where = Field("Scherm in de zaal", self.screens, beside=self._open)
        column.addWidget(where)
        others = Flow()
        others.addWidget(self._test)
        others.addWidget(Button("Als venster om te delen", "room.as_window", on_click=self._room.open_window))
        others.addWidget(
            Button("Over dit hele scherm", "room.as_single", on_click=lambda: self._room.single(True))
        )
        others.addWidget(self._away)
        column.addLayout(others)
        column.addWidget(self._question)
        row = QHBoxLayout(self._answers)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Button("Ja, ook bij mij", "room.test.both", on_click=self._duplicated))
        row.addWidget(Button("Nee, alleen in de zaal", "room.test.right", on_click=self._right))
        row.addStretch(1)
        column.addWidget(self._answers)
        self._end_test()
        column.addWidget(self.message)
        column.addWidget(rule())
        column.addWidget(heading("Leesbaar vanaf de verste stoel"))
        sizes = QHBoxLayout()
        sizes.setSpacing(GAP)
        for name, text, editor in (
            ("room.diagonal", "Schermdiagonaal (inch)", self.diagonal),
            ("room.farthest", "Verste stoel (meter)", self.farthest),
        ):
            editor.setObjectName(name)
            editor.editingFinished.connect(self._commit)
            sizes.addWidget(Field(text, editor))
        column.addLayout(sizes)
        column.addWidget(self._sizes)
        column.addStretch(1)

    def _show(self) -> None:
        if not self._known and self._room.memory is not None:
            self._known = True
            self.refresh()
        self._state.setText(self._room.state.words)
        self._test.setEnabled(self._room.placed)
        self._away.setEnabled(self._room.placed)
        if not self._room.placed:
            self._end_test()

    def _open_there(self) -> None:
        screen = self.screens.currentData()
        if self._room.open_full(screen):
            self.message.say("Het zaalscherm is open en afgedekt. Test of het goed staat.", "ok")
        else:
            self.message.say(self._room.choice().sentence)

    def _ask(self) -> None:
        number = self._room.test()
        self._question.setText(
            f"Op het zaalscherm staat vijf tellen lang groot {number}. Staat dat ook op uw eigen scherm?"
        )
        self._question.show()
        self._answers.show()
        self.message.clear()

    def _end_test(self) -> None:
        self._question.hide()
        self._answers.hide()

    def _duplicated(self) -> None:
        self._room.close()
        self._end_test()
        self.message.say(DUPLICATED)

    def _right(self) -> None:
        self._room.cover()
        self._end_test()
        self.message.say("Het zaalscherm staat goed.", "ok")

    def _commit(self) -> None:
        diagonal = _read(self.diagonal, _SMALLEST, _LARGEST, "inch")
        farthest = _read(self.farthest, _NEAREST, _FARTHEST, "meter")
        if diagonal is None or farthest is None:
            return
        seats = Seats(diagonal, farthest)
        if seats != self._room.window.seats:
            self._room.set_seats(seats)
        self._say_sizes(seats)

    def _say_sizes(self, seats: Seats) -> None:
        found = legibility(seats)
        if found.too_far:
            self._sizes.say(
                "Vanaf de verste stoel is dit scherm niet te lezen. Zet de stoelen dichterbij of kies een "
                "groter scherm; de letters zijn nu zo groot als kan.",
                "warn",
            )
        else:
            self._sizes.say(f"Er passen {found.lines} regels op het zaalscherm.", "ok")


def _shown(size: float) -> str:
    return f"{size:g}".replace(".", ",")


def _read(editor: QLineEdit, least: float, most: float, unit: str) -> float | None:
    """What was typed, with the sentence beside the field when it is no such size."""
    field = editor.parentWidget()
    try:
        size = float(editor.text().strip().replace(",", "."))
    except ValueError:
        size = 0.0
    right = least <= size <= most
    if isinstance(field, Field):
        field.set_error("" if right else f"Vul een getal in van {least:g} tot {most:g} {unit}.")
    return size if right else None
