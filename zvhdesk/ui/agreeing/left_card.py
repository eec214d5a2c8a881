"""On Samenwerken: what colleagues wrote and stands nowhere but on this computer."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.services.left import LeftAct
from zvhdesk.services.words import many
from zvhdesk.ui.kit import Button, Card, Flow, clip, label, small
from zvhdesk.ui.kit.versions import moment
from zvhdesk.ui.theme import Text

_SHOWN = 50
_ABOUT = (
    "Dit schreven collega's, en de server heeft het niet meer. Het komt vanzelf terug in de casus zodra de "
    "eigen computer van die collega ook verdergaat. Hoort die computer niet meer bij het huis, dan staat dat "
    "erbij: leg dan zelf opnieuw vast wat nodig is, en doe de rest weg."
)
_CLOSED = "Afgeschermde casus"
_UNREAD = "Hier niet te lezen"
_KEPT = "Wordt hier bewaard zoals het kwam."
_PERSON = "gegevens van een persoon, hier niet getoond"
_GONE = "De computer waarop dit is geschreven, hoort niet meer bij het huis. Het komt dus niet vanzelf terug."
_OWN = (
    "Dit schreef deze computer zelf, voordat een kopie van zijn schijf werd teruggezet. Het komt niet "
    "vanzelf terug."
)
_HIDDEN = (
    "Wat er staat, wordt hier niet getoond. Doe het pas weg als vaststaat dat niemand het voor deze casus "
    "nog nodig heeft."
)
_AGAIN = "Kopieer wat u nodig hebt en leg het in de casus opnieuw vast."
_SURE = (
    "Doet u dit weg, dan is het van deze computer weg en haalt niemand het hier terug. Staat het op geen "
    "andere computer meer, dan is het voorgoed weg."
)


class LeftCard(Card):
    """A row for each act of a colleague that stands nowhere else; hidden without any."""

    def __init__(self, put_away: Callable[[LeftAct], object]) -> None:
        super().__init__("Staat alleen nog hier")
        self.setObjectName("server.left")
        self._put_away = put_away
        self._shown: tuple[Sequence[LeftAct], int] = ((), 0)
        self.body.addWidget(small(_ABOUT, wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 6, 0, 0)
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.hide()

    def show_left(self, acts: Sequence[LeftAct], count: int) -> None:
        """Which ones; of very many the first, and how many there are in all."""
        if (acts, count) == self._shown:
            return  # somebody may be choosing
        self._shown = (acts, count)
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, one in enumerate(acts[:_SHOWN]):
            self._rows.addWidget(self._row(f"server.left.{at}", one))
        more = count - min(len(acts), _SHOWN)
        if more > 0:
            self._rows.addWidget(
                small(f"en nog {many(more, 'wijziging', 'wijzigingen')}", "server.left.more")
            )
        self.setVisible(count > 0)

    def _row(self, name: str, one: LeftAct) -> QWidget:
        holder = QWidget()
        row = QVBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        where = f"{_place(one)} \u00b7 {one.who}, {moment(one.wall_ms)}"
        row.addWidget(label(where, Text.STRONG, wrap=True))
        said = _KEPT if one.unread else " \u00b7 ".join((one.what, *_fields(one)))
        row.addWidget(small(said, name, wrap=True))
        if one.gone or one.own:
            row.addWidget(_Choice(name, one, where, lambda: self._put_away(one)))
        return holder


class _Choice(QWidget):
    """What can be done with one that does not come back: copy it, or put it away after a second thought."""

    def __init__(self, name: str, one: LeftAct, where: str, put_away: Callable[[], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(4)
        self._gone = " ".join((_OWN if one.own else _GONE, *_what_now(one)))
        self._last = f"{_SURE} {_HIDDEN}" if one.closed else _SURE
        self._sentence = small(self._gone, f"{name}.gone", wrap=True)
        column.addWidget(self._sentence)
        acts = QWidget()
        flow = Flow(acts)
        copy = Button("Kopiëren", f"{name}.copy", on_click=lambda: _copy(one))
        self._away = Button("Wegdoen", f"{name}.drop", "quiet", on_click=lambda: self._ask(sure=True))
        self._sure = Button("Definitief wegdoen", f"{name}.sure", on_click=put_away)
        self._keep = Button("Laten staan", f"{name}.keep", "quiet", on_click=lambda: self._ask(sure=False))
        for button in (copy, self._away, self._sure, self._keep):
            button.setAccessibleName(f"{button.text()}: {where}")
            flow.addWidget(button)
        copy.setVisible(bool(_texts(one)))
        column.addWidget(acts)
        self._ask(sure=False)

    def _ask(self, *, sure: bool) -> None:
        self._sentence.setText(self._last if sure else self._gone)
        self._away.setVisible(not sure)
        self._sure.setVisible(sure)
        self._keep.setVisible(sure)


def _place(one: LeftAct) -> str:
    if one.unread:
        return _UNREAD
    return _CLOSED if one.closed else one.number or "Huis en bijeenkomsten"


def _texts(one: LeftAct) -> list[str]:
    return [f"{field.label}: {field.new}" for field in one.fields if not field.personal and field.new]


def _what_now(one: LeftAct) -> list[str]:
    if one.closed:
        return [_HIDDEN]
    return [_AGAIN] if _texts(one) else []


def _fields(one: LeftAct) -> list[str]:
    """Each field with its value; who a person is stands in the case, and not in a list."""
    return [*_texts(one), _PERSON] if any(field.personal for field in one.fields) else _texts(one)


def _copy(one: LeftAct) -> None:
    clip.copy("\n".join(_texts(one)))
