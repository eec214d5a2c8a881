"""On Samenwerken: the way on after an old backup of the server, and what since then stands only here."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.services.left import LeftAct
from zvhdesk.services.words import many
from zvhdesk.ui.agreeing.follow_guide import TITLE
from zvhdesk.ui.kit import Button, Card, label, small
from zvhdesk.ui.kit.versions import moment
from zvhdesk.ui.theme import Text

_SHOWN = 50
_WHEN = (
    "Dan kan dit komen doordat collega's daarop verder schreven. Vraag het eerst uw beheerder. Is het zo, "
    "dan kan deze computer verdergaan met wat de server nu heeft; wat hier staat, gaat niet verloren."
)
_ABOUT = (
    "Dit schreven collega's, en de server heeft het niet meer. Het komt vanzelf terug in de casus zodra de "
    "eigen computer van die collega ook verdergaat. Is die computer er niet meer, leg dan zelf opnieuw vast "
    "wat nodig is."
)
_CLOSED = "Afgeschermde casus"
_UNREAD = "Hier niet te lezen"
_KEPT = "Wordt hier bewaard zoals het kwam."
_PERSON = "gegevens van een persoon, hier niet getoond"


class FollowCard(Card):
    """The way to the guide, as long as there is a reason for it."""

    def __init__(self, go: Callable[[str, object], None]) -> None:
        super().__init__("Is er een oude reservekopie van de server teruggezet?")
        self.body.addWidget(label(_WHEN, Text.BODY, wrap=True))
        row = QHBoxLayout()
        row.addWidget(Button(TITLE, "server.follow", on_click=lambda: go("enrol", "follow")))
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()


class LeftCard(Card):
    """A row for each act of a colleague that stands nowhere else; hidden without any."""

    def __init__(self) -> None:
        super().__init__("Staat alleen nog hier")
        self.setObjectName("server.left")
        self.body.addWidget(small(_ABOUT, wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.hide()

    def show_left(self, acts: Sequence[LeftAct], count: int) -> None:
        """Which ones; of very many the first, and how many there are in all."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, one in enumerate(acts[:_SHOWN]):
            self._rows.addWidget(_row(at, one))
        more = count - min(len(acts), _SHOWN)
        if more > 0:
            self._rows.addWidget(
                small(f"en nog {many(more, 'wijziging', 'wijzigingen')}", "server.left.more")
            )
        self.setVisible(count > 0)


def _row(at: int, one: LeftAct) -> QWidget:
    holder = QWidget()
    row = QVBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    where = _place(one)
    row.addWidget(label(f"{where} \u00b7 {one.who}, {moment(one.wall_ms)}", Text.STRONG, wrap=True))
    said = _KEPT if one.unread else " \u00b7 ".join((one.what, *_fields(one)))
    row.addWidget(small(said, f"server.left.{at}", wrap=True))
    return holder


def _place(one: LeftAct) -> str:
    if one.unread:
        return _UNREAD
    return _CLOSED if one.closed else one.number or "Huis en bijeenkomsten"


def _fields(one: LeftAct) -> list[str]:
    """Each field with its value; who a person is stands in the case, and not in a list."""
    shown = [f"{field.label}: {field.new}" for field in one.fields if not field.personal and field.new]
    return [*shown, _PERSON] if any(field.personal for field in one.fields) else shown
