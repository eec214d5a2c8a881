"""What asks attention beneath the headline: what is held, what disagrees, what was dropped, the last week."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.brake import Question
from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.domain.standing import Standing
from zvhdesk.services.words import day, listed, many
from zvhdesk.ui.agreeing.told import of_clocks
from zvhdesk.ui.kit import Button, Card, label, small
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.leased import warning

if TYPE_CHECKING:
    from zvhdesk.services.conflicts import OpenQuestion

_SHOWN = 20
_HELD = "Zolang u niets toestaat, blijft hier alles zoals het is en werkt u gewoon door. Het kan later nog."
_ALLOWED = "U hebt het toegestaan. Het komt binnen zodra de server antwoordt."
_SETTLE = "Alle teksten zijn bewaard. Kies bij het veld zelf welke blijft, of vul iets anders in."
_NOT_RIGHT = "Klopt dit niet? Een beheerder trekt het apparaat in bij Beheer, Server en apparaten."
_DROPPED = (
    "Dat ging over een casus die elders intussen op last van twee beheerders is vernietigd. Het wordt niet "
    "meer verzonden."
)


class BrakeCard(Card):
    """So many cases would go: who did it, and may it pass? `allowed` carries the question."""

    allowed = Signal(object)

    def __init__(self) -> None:
        super().__init__("Dit is tegengehouden")
        self._question: Question | None = None
        self.hide()
        self.words = label("", Text.BODY, name="server.brake", wrap=True)
        self.body.addWidget(self.words)
        self._held = small(_HELD, wrap=True)
        self.body.addWidget(self._held)
        self._button = Button("Toestaan", "server.brake.allow", on_click=self._allow)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_question(self, question: Question, names: tuple[str, ...]) -> None:
        """Which one."""
        self._question = question
        who = f" Dit komt van {listed(names)}." if names else ""
        of = many(question.of, "casus", "casussen")
        self.words.setText(
            f"Wat binnenkomt schermt {question.cases} van de {of} op deze computer af, of haalt ze weg.{who}"
        )
        self._ask(asks=True)

    def say_allowed(self) -> None:
        """It was allowed, and did not come in yet."""
        self.words.setText(_ALLOWED)
        self._ask(asks=False)

    def _ask(self, *, asks: bool) -> None:
        for part in (self._held, self._button):
            part.setVisible(asks)

    def _allow(self) -> None:
        if self._question is not None:
            self.allowed.emit(self._question)


class NewcomersCard(Card):
    """Devices that were let in: who works here is told once, and `seen` is called."""

    def __init__(self, seen: Callable[[], object]) -> None:
        super().__init__("Toegelaten")
        self.words = label("", Text.BODY, name="server.newcomers", wrap=True)
        self.body.addWidget(self.words)
        self.body.addWidget(small(_NOT_RIGHT, wrap=True))
        row = QHBoxLayout()
        row.addWidget(Button("Gezien", "server.newcomers.seen", on_click=seen))
        row.addStretch(1)
        self.body.addLayout(row)

    def show_devices(self, devices: Sequence[DeviceRow]) -> None:
        """Which ones; without any there is no card."""
        self.words.setText("\n".join(_let_in(one) for one in devices))
        self.setVisible(bool(devices))


class DroppedCard(Card):
    """What nobody takes any more: whoever works here is told until they saw it, and `seen` is called."""

    def __init__(self, seen: Callable[[], object]) -> None:
        super().__init__("Vervallen")
        self.words = label("", Text.BODY, name="server.dropped", wrap=True)
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(Button("Gezien", "server.dropped.seen", on_click=seen))
        row.addStretch(1)
        self.body.addLayout(row)

    def show_count(self, count: int) -> None:
        """So many; without any there is no card."""
        vanish = many(count, "wijziging van u vervalt", "wijzigingen van u vervallen")
        self.words.setText(f"{vanish}. {_DROPPED}")
        self.setVisible(count > 0)


def _let_in(device: DeviceRow) -> str:
    when = f"Op {day(device.since.astimezone().date())}" if device.since else "Er"
    whose = device.person or "iemand die niet meer in de lijst staat"
    return f"{when} is {device.called} van {whose} toegelaten."


class QuestionsCard(Card):
    """Fields with more than one version, each with the way to it."""

    def __init__(self, go: Callable[[str, object], None]) -> None:
        super().__init__("Velden met meer versies")
        self.hide()
        self._go = go
        self.body.addWidget(small(_SETTLE, wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)

    def show_questions(self, questions: "tuple[OpenQuestion, ...]") -> None:
        """Which ones; of very many the first."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, one in enumerate(questions[:_SHOWN]):
            self._rows.addWidget(self._row(at, one))
        left = len(questions) - _SHOWN
        if left > 0:
            self._rows.addWidget(small(f"en nog {many(left, 'veld', 'velden')}"))
        self.setVisible(bool(questions))

    def _row(self, at: int, one: "OpenQuestion") -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(f"{one.where} \u00b7 {one.label}", Text.BODY, wrap=True), 1)
        button = Button("Openen", f"server.question.{at}", on_click=lambda: self._go(one.page, one.argument))
        button.setAccessibleName(f"Openen: {one.where}, {one.label}")
        row.addWidget(button)
        return holder


def warnings(standing: Standing) -> list[str]:
    """Sentences of what asks attention without a card of its own."""
    said = [warning(standing.lease)] if standing.lease is not None else []
    return [sentence for sentence in (*said, *of_clocks(standing)) if sentence]
