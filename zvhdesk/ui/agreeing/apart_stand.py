"""How a desk of CTER stands with its compartment as long as it is no member, and what has to be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.enrolment import Apart
from zvhdesk.ui.agreeing.connection import House
from zvhdesk.ui.agreeing.spoken import Digits
from zvhdesk.ui.kit import Button, Card, label
from zvhdesk.ui.theme import MARGIN, Text

_WORDS = {
    Apart.ALONE: (
        "Dit CTER-bureau werkt op één computer",
        (
            "Het huis komt uit een huisbestand, dat u bij Huis opnieuw kunt inlezen. Er gaat niets naar een "
            "server, en andere CTER-bureaus zijn er hier niet."
        ),
    ),
    Apart.NOT_BEGUN: (
        "CTER staat nog niet op de server",
        "Dit bureau kent het huis. Nog geen enkel bureau is lid van CTER. U bent beheerder en kunt beginnen.",
    ),
    Apart.NO_ADMIN: (
        "CTER staat nog niet op de server",
        (
            "Dit bureau kent het huis. Nog geen enkel bureau is lid van CTER, en het eerste lid moet "
            "beheerder zijn. Laat een beheerder met een eigen CTER-bureau beginnen. Of laat u op een "
            "regulier bureau, bij Toegang, met de twee herstelbladen beheerder maken."
        ),
    ),
    Apart.WAITS: (
        "Dit bureau wacht op toelating tot CTER",
        (
            "Bel een beheerder die al lid van CTER is. Die kiest op het eigen CTER-bureau, in Beheer bij "
            "Server en apparaten, dit apparaat en vergelijkt deze acht groepen met u. Daarna komen de "
            "casussen vanzelf binnen, meestal binnen een minuut."
        ),
    ),
    Apart.NOBODY: (
        "Er is geen ander CTER-bureau meer",
        (
            "Alle andere CTER-bureaus zijn ingetrokken, dus niemand kan dit bureau nog toelaten. Twee "
            "functionarissen kunnen CTER hier openen met de twee herstelbladen van het huis. De casussen die "
            "op de server staan, komen dan op dit bureau."
        ),
    ),
}


_OTHERS = (
    "Andere CTER-bureaus die niet zijn ingetrokken: {}. Is geen daarvan lid, omdat het ook wacht of omdat "
    "niemand het nog heeft? Laat een beheerder ze dan op een regulier bureau intrekken, in Beheer bij Server "
    "en apparaten. Daarna staat hier hoe twee functionarissen CTER openen met de twee herstelbladen."
)


class ApartStand(QScrollArea):
    """Says it. `begin_asked` and `reopen_asked` ask for the guide that does it."""

    begin_asked = Signal()
    reopen_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", Text.HEAD, name="devices.apart", wrap=True)
        self.meaning = label("", Text.BODY, "2", name="devices.apart.meaning", wrap=True)
        self.digits = Digits("devices.apart.digits")
        self.others = label("", Text.BODY, "2", name="devices.apart.others", wrap=True)
        self.begin = Button(
            "CTER op de server beginnen",
            "devices.apart.begin",
            "primary",
            icon="database",
            on_click=self.begin_asked.emit,
        )
        self.reopen = Button(
            "CTER openen met de herstelbladen",
            "devices.apart.reopen",
            "primary",
            icon="key-round",
            on_click=self.reopen_asked.emit,
        )
        card = Card()
        card.body.setContentsMargins(26, 22, 26, 24)
        card.body.setSpacing(14)
        card.body.addWidget(self.title)
        card.body.addWidget(self.meaning)
        for part in (self.digits, self.begin, self.reopen):
            card.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.others)
        holder = QWidget()
        holder.setProperty("look", "clear")
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(MARGIN, 16, MARGIN, 16)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(holder)

    def show_house(self, found: House) -> None:
        """What is to be said now."""
        if found.apart not in _WORDS:
            return
        title, meaning = _WORDS[found.apart]
        self.title.setText(title)
        self.meaning.setText(meaning)
        self.begin.setVisible(found.apart is Apart.NOT_BEGUN)
        self.reopen.setVisible(found.apart is Apart.NOBODY)
        self.digits.setVisible(bool(found.digits))
        if found.digits:
            self.digits.show_groups(found.digits)
        self.others.setVisible(bool(found.others))
        self.others.setText(_OTHERS.format("; ".join(one.name for one in found.others)))
