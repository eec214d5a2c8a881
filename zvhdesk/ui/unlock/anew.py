"""The card before a computer joins its house anew: what becomes of the folder of now."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from zvhdesk.ui.kit import Button, Message, label, small
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.ground import centred, white_card

_ASIDE = "De map van nu wordt niet weggegooid. Hij komt te staan als:"
_OPENS = (
    "Wat daar nog niet was verstuurd, gaat ook dan open zoals nu. U vindt het na het aansluiten in Beheer, "
    "bij Reservekopie, en opent het daar in een tweede venster."
)
_WIPED = "Niemand kan daar nog iets in openen: de sleutels zijn vernietigd."
_THEN = (
    "Daarna begint deze computer met een lege map. U kiest een nieuwe wachtwoordzin en een beheerder van uw "
    "huis laat u toe met een code. Alles wat het huis vastlegde, komt dan weer binnen."
)
_ALONE = (
    "Werkt uw huis zonder server, of is er geen beheerder die u kan toelaten, ga dan niet verder: dan komt "
    "er niets binnen."
)


class AnewCard:
    """Nothing is moved before somebody says so: `go` gets the place that stands here."""

    def __init__(self, go: Callable[[str], object], back: Callable[[], object]) -> None:
        self.frame, layout = white_card(620)
        layout.setSpacing(10)
        layout.addWidget(label("Opnieuw aansluiten", Text.DOOR))
        layout.addWidget(label(_ASIDE, wrap=True))
        self._place = label("", Text.STRONG, name="anew.place", wrap=True)
        self._opens = label("", name="anew.opens", wrap=True)
        for one in (self._place, self._opens, label(_THEN, wrap=True), small(_ALONE, wrap=True)):
            layout.addWidget(one)
        self._message = Message("anew.message")
        layout.addWidget(self._message)
        row = QHBoxLayout()
        self._then = go
        self._area: QWidget | None = None
        self.go = Button("Opzij zetten en aansluiten", "anew.go", "primary", on_click=self._begin)
        self.back = Button("Terug", "anew.back", on_click=back)
        row.addWidget(self.go)
        row.addWidget(self.back)
        row.addStretch(1)
        layout.addSpacing(6)
        layout.addLayout(row)

    def show_place(self, place: str, *, wiped: bool = False) -> None:
        """Say where it comes to stand, and who opens it there; `wiped`: nobody does."""
        self._place.setText(place)
        self._opens.setText(_WIPED if wiped else _OPENS)

    def come_up(self, pages: QStackedWidget) -> None:
        """It is the page in sight, and Enter goes back."""
        if self._area is None:
            self._area = centred(self.frame)
            pages.addWidget(self._area)
        pages.setCurrentWidget(self._area)
        self.back.setFocus()

    def _begin(self) -> None:
        self._set_busy(True)
        self._then(self._place.text())

    def _set_busy(self, busy: bool) -> None:
        """It is being moved."""
        self.go.setEnabled(not busy)
        self.back.setEnabled(not busy)
        self._message.say("")

    def refuse(self, sentence: str) -> None:
        """It could not be moved."""
        self._set_busy(False)
        self._message.say(sentence, "warn")
