"""The door (F7): somebody comes in or leaves. The wall was covered before this opened."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from zvhdesk.domain.terms import PRESENT, Presence
from zvhdesk.services.meetings.rows import AttendeeRow
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.door_list import AttendeeList
from zvhdesk.ui.console.guest_form import GuestForm
from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.look import TALL, TallButton
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.kit import Button, Flow, Message, heading, small

_COVERED = "Het zaalscherm is afgedekt en komt alleen terug met F8."
_SET = (
    ("In de zaal", "in_room", Presence.IN_ROOM),
    ("Online", "online", Presence.ONLINE),
    ("Telefonisch", "phone", Presence.PHONE),
    ("Vertrokken", "left", Presence.LEFT),
    ("Afgemeld", "excused", Presence.EXCUSED),
)


class DoorPanel(QFrame):
    """Two letters and Enter mark somebody present, or left who was. `closed` with Esc or the button."""

    closed = Signal()

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self.setObjectName("console.door")
        self.setAccessibleName("Deur: wie is er aan tafel")
        self._acts = acts
        self.filter = QLineEdit()
        self.filter.setObjectName("console.door.filter")
        self.filter.setAccessibleName("Zoek iemand op de lijst")
        self.filter.setPlaceholderText("Twee letters en Enter: iemand komt, of gaat weg")
        self.filter.setMinimumHeight(TALL)
        self.filter.textEdited.connect(self._typed)
        self.filter.installEventFilter(self)
        self.list = AttendeeList()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._renew())
        self.message = Message("console.door.message")
        self.sign = TallButton("Handtekening gezien", "console.door.sign", on_click=self._sign)
        self.guest_button = TallButton(
            "Iemand anders toelaten", "console.door.guest", on_click=self.open_guest
        )
        self.guest = GuestForm(acts)
        self.guest.over.connect(self.begin)
        self.guest.found.connect(self._show_guest)
        self.guest.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(heading("Wie is er aan tafel"))
        head.addStretch(1)
        back = KeyButton("Esc", "terug", "console.door.close", tab=True)
        back.clicked.connect(self.closed)
        head.addWidget(back)
        acts = QFrame()
        flow = Flow(acts, spacing=6)
        self._buttons: dict[Presence, Button] = {}
        for words, name, presence in _SET:
            button = TallButton(words, f"console.door.{name}", on_click=partial(self.set_chosen, presence))
            self._buttons[presence] = button
            flow.addWidget(button)
        flow.addWidget(self.sign)
        flow.addWidget(self.guest_button)
        # In a low window all of it scrolls, with a few rows of the list always in it.
        self.list.setMinimumHeight(120)
        area = Scroller("console.door.area", "Wie is er aan tafel", margin=(18, 10), gap=8)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        column = area.column
        column.addLayout(head)
        column.addWidget(small(_COVERED, wrap=True))
        column.addWidget(self.filter)
        column.addWidget(self.message)
        column.addWidget(self.list, 1)
        column.addWidget(acts)
        column.addWidget(self.guest)
        # What is said has its place only after the next layout.
        self.guest.told.connect(area.show_widget, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Open it: nothing typed, the keyboard in the field."""
        self.filter.clear()
        self.guest.hide()
        self.guest_button.show()
        self._typed("")
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.guest.restore()

    def show_rows(self, rows: tuple[AttendeeRow, ...]) -> None:
        """The list as it stands; the choice stays on who was chosen."""
        kept = self.list.chosen
        self.list.attendees.show_rows(rows)
        ids = [row.id for row in self.list.attendees.rows]
        self.list.choose(ids.index(kept.id) if kept is not None and kept.id in ids else 0)
        self._renew()

    def _typed(self, text: str) -> None:
        self.list.attendees.type(text)
        self.list.choose(0)
        if text.strip() and not self.list.attendees.rows:
            self.message.say("Niemand op de lijst heet zo. Laat iemand anders toe met Enter.", "info")
        else:
            self.message.clear()
        self._renew()

    def _renew(self) -> None:
        row = self.list.chosen
        for presence, button in self._buttons.items():
            button.setEnabled(row is not None and row.presence is not presence)
        self.sign.setVisible(row is not None and row.unsigned)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down choose, Enter marks, Esc closes, while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = self.list.currentIndex().row()
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.list.choose(at + (1 if event.key() == Qt.Key.Key_Down else -1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.enter()
                return True
        return super().eventFilter(watched, event)

    def enter(self) -> None:
        """Mark the chosen one present, or left who was; with nobody found, open the form."""
        row = self.list.chosen
        if row is None:
            self.open_guest()
            return
        self.set_chosen(Presence.LEFT if row.presence in PRESENT else Presence.IN_ROOM)

    def set_chosen(self, presence: Presence) -> None:
        """How the chosen one takes part from now on."""
        row = self.list.chosen
        if row is None:
            return
        self._acts.set_presence(row.id, presence)
        self.filter.clear()
        self.list.attendees.type("")
        ids = [one.id for one in self.list.attendees.rows]
        self.list.choose(ids.index(row.id))
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sign(self) -> None:
        row = self.list.chosen
        if row is not None:
            self._acts.sign(row.id)
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_guest(self) -> None:
        """Somebody who is not on the list."""
        self._show_guest()
        self.guest.begin(self.filter.text().strip())

    def _show_guest(self) -> None:
        self.guest_button.hide()
        self.guest.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
