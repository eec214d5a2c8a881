"""Closing the meeting: what it came to, and one confirmation in the same window."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from zvhdesk.services.meetings.closed_apart import ClosedApart
from zvhdesk.services.meetings.rows import Closing
from zvhdesk.services.words import long_day, short_day
from zvhdesk.ui.console.look import TallButton
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.console.times import MINUTE
from zvhdesk.ui.kit import Flow, Message, TagLabel, heading, label, small
from zvhdesk.ui.kit.versions import moment
from zvhdesk.ui.tables.left_behind import LeftBehindCard
from zvhdesk.ui.theme import TagKind, Text, font

_LIST = "De besluitenlijst is hier te bekijken, af te drukken en te bewaren; later staat zij bij Casustafels."


def _where(count: int, day: date | None) -> str:
    """Where so many items go that were not discussed; without a day nothing is planned yet."""
    if not count:
        return ""
    if day is None:
        stands = "staat" if count == 1 else "staan"
        return f"nog geen bijeenkomst gepland; {stands} klaar bij de voorbereiding"
    return f"{'gaat' if count == 1 else 'gaan'} naar de agenda van {short_day(day)}"


def _said(apart: ClosedApart | None) -> str:
    if apart is None:
        return ""
    by = f"Gesloten door {apart.by}, {moment(apart.wall_ms)}, op een computer die niet wist dat"
    if apart.led_here:
        led, more = (
            "u haar hier leidde.",
            " U kunt verder vergaderen waar u was; uw eigen aantekeningen zijn er nog.",
        )
    else:
        led, more = "een andere haar leidde.", " Wie daar zit, kan nog verder vergaderen."
    return f"{by} {led}{more if apart.open else ''}\n\n"


def lines(found: Closing) -> list[tuple[int, str, str]]:
    """Each count with its words, and what to know about it; what is zero and asks nothing is left out."""
    counted = [
        (found.discussed, "casus besproken" if found.discussed == 1 else "casussen besproken", ""),
        (found.left, "niet besproken", _where(found.left, found.next_on)),
        (found.to_plan, "met een eigen datum", _where(found.to_plan, None)),
        (found.actions, "actie vastgelegd" if found.actions == 1 else "acties vastgelegd", ""),
        (found.not_read_back, "niet teruggelezen", "kan nog, bij Afspraken" if found.not_read_back else ""),
        (found.decisions, "besluit vastgelegd" if found.decisions == 1 else "besluiten vastgelegd", ""),
        (found.provisional, "voorgenomen", "lid 1 moet nog worden gevraagd" if found.provisional else ""),
        (found.follow_up, "nawerken", "staat na het sluiten op een lijst" if found.follow_up else ""),
        (found.unrecorded, "getypt, niet vastgelegd", "ga terug en leg vast" if found.unrecorded else ""),
    ]
    always = {"acties vastgelegd", "besluiten vastgelegd", "casussen besproken"}
    return [one for one in counted if one[0] or one[1] in always]


class ClosingPanel(QFrame):
    """`confirmed` once; `closed` goes on with the meeting. After closing it offers the besluitenlijst.

    `go_on_asked` when another desk closed it that did not know that this one leads.
    """

    confirmed = Signal()
    go_on_asked = Signal()
    closed = Signal()
    list_asked = Signal()
    leave_asked = Signal()

    def __init__(self, left: LeftBehindCard) -> None:
        super().__init__()
        self.setObjectName("console.closing")
        self.title = heading("Bijeenkomst sluiten", name="console.closing.title")
        self.title.setFont(font(Text.TITLE))
        self.told = label("", Text.BODY, "2", wrap=True)
        self._apart: ClosedApart | None = None
        self.left = left
        self.left.counted.connect(self._tell_left)
        self._counts = QWidget()
        self._grid = QGridLayout(self._counts)
        self._grid.setContentsMargins(0, 6, 0, 6)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self.next_on = small("", wrap=True)
        self.message = Message("console.closing.message")
        self.ok = TallButton("Bijeenkomst sluiten", "console.closing.ok", "primary", on_click=self._confirm)
        self.back = TallButton("Verder vergaderen", "console.closing.back", on_click=self._go_on)
        self.paper = TallButton(
            "Besluitenlijst", "console.closing.list", "primary", on_click=self.list_asked.emit
        )
        self.leave = TallButton("Naar Casustafels", "console.closing.leave", on_click=self.leave_asked.emit)
        area = self._area = Scroller("console.closing.area", "Bijeenkomst sluiten", margin=(18, 16))
        for widget in (self.title, self.told, self.left, self._counts, self.next_on, self.message):
            area.column.addWidget(widget)
        acts = QWidget()
        flow = Flow(acts)
        for button in (self.ok, self.back, self.paper, self.leave):
            flow.addWidget(button)
        area.column.addSpacing(6)
        area.column.addWidget(acts)
        area.finish()
        area.verticalScrollBar().rangeChanged.connect(lambda *_: self._show_focus())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(area)
        self.show_counts(None)

    @property
    def over(self) -> bool:
        """Whether the meeting was closed already."""
        return not self.paper.isHidden()

    def show_counts(self, found: Closing | None) -> None:
        """Ask the one question, with what the meeting came to."""
        for button, shown in ((self.ok, True), (self.back, True), (self.paper, False), (self.leave, False)):
            button.setVisible(shown)
        self.left.hide()
        self.message.clear()
        self.title.setText("Bijeenkomst sluiten")
        self.told.setText(
            "Na het sluiten staan besluitenlijst en acties klaar. Eigen aantekeningen verdwijnen; "
            "wat in het dossier moet, zet u er nu in."
        )
        self.ok.setEnabled(found is not None)
        if found is not None:
            self._fill(found)
            self.next_on.setText(
                f"Besproken casussen komen terug op {long_day(found.next_on)}, tenzij u anders koos. "
                "Zij komen op die agenda te staan."
                if found.next_on
                else "Er is nog geen volgende bijeenkomst van deze tafel gepland; "
                "bij de voorbereiding daarvan staan de casussen klaar."
            )

    def _fill(self, found: Closing) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (count, words, aside) in enumerate(lines(found)):
            number = label(str(count), Text.LEAD)
            number.setFont(font(Text.LEAD, figures=True))
            self._grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(label(words, Text.BODY), row, 1)
            if aside:
                self._grid.addWidget(TagLabel(aside, TagKind.ATTENTION), row, 2, Qt.AlignmentFlag.AlignLeft)
        spent = small(f"Besproken tijd: {found.spent_ms // MINUTE} minuten, pauzes niet meegeteld.")
        self._grid.addWidget(spent, len(lines(found)), 0, 1, 3)

    def begin(self) -> None:
        """The keyboard goes to going on with the meeting: a second Enter, given blindly, closes nothing."""
        first = self.paper if self.back.isHidden() else self.back
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self._show_focus()

    def _show_focus(self) -> None:
        """In a low window the counts push the buttons down: the one with the keyboard stays in view."""
        for button in (self.ok, self.back, self.paper, self.leave):
            if button.hasFocus():
                self._area.show_widget(button)

    def _confirm(self) -> None:
        self.ok.setEnabled(False)
        self.confirmed.emit()

    def _go_on(self) -> None:
        (self.go_on_asked if self.over else self.closed).emit()

    def refuse(self, sentence: str) -> None:
        """Closing was refused."""
        self.ok.setEnabled(True)
        self.message.say(sentence)

    def show_closed(self, meeting_id: str, apart: ClosedApart | None = None) -> None:
        """The meeting is over: what is there to do now, and what was typed that nobody recorded."""
        self.title.setText("De bijeenkomst is gesloten")
        self._apart = apart
        self.told.setText(f"{_said(apart)}{_LIST}")
        self.left.show_meeting(meeting_id)
        here = apart is not None and apart.here
        for button, shown in ((self.ok, False), (self.back, here), (self.paper, True), (self.leave, True)):
            button.setVisible(shown)
        self.paper.setEnabled(True)

    def _tell_left(self, count: int) -> None:
        self.told.setText(f"{_said(self._apart)}{_LIST if count else f'Alles is vastgelegd. {_LIST}'}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes on with the meeting."""
        if event.key() == Qt.Key.Key_Escape and not self.over:
            self.closed.emit()
            return
        super().keyPressEvent(event)
