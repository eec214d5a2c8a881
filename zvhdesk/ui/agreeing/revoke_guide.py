"""Guided: a device, or a person with all devices, goes out of the house."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QButtonGroup

from zvhdesk.domain.enrolment import After, DeviceRow
from zvhdesk.domain.refusals import BadInput
from zvhdesk.services import editing, house
from zvhdesk.ui.agreeing.connection import Enrolling
from zvhdesk.ui.agreeing.door_steps import InStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.kit import Message, Radio, label, small
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Text

FUTURE = "Dit beschermt alleen de toekomst: wat dit apparaat al las, heeft het gelezen."
_WHOLE = (
    "De collega gaat van de lijst en alle apparaten ervan gaan uit het huis. Wat de collega vastlegde, "
    "blijft staan, met de naam erbij."
)
_ONE = "De collega blijft in de lijst en werkt verder op een ander apparaat."
_WIPE = "Kwijt of gestolen: wissen"
_WIPE_MEANS = (
    "Zodra het apparaat contact heeft, vernietigt het zijn eigen sleutels. Werk dat nog niet verstuurd "
    "was, is dan voorgoed weg. Krijgt het nooit meer contact, dan blijft het dicht achter de wachtwoordzin."
)
_KEEP = "Vervangen, of de collega is weg: bewaren"
_KEEP_MEANS = (
    "Het apparaat gaat dicht. Werk dat nog niet verstuurd was, blijft erop staan en gaat alleen nog open "
    "met de twee herstelbladen samen."
)
_DONE = (
    "De toegang is ingetrokken. Het huis gebruikt vanaf nu nieuwe sleutels; wat hier vanaf nu wordt "
    "vastgelegd, kan dit apparaat niet meer lezen."
)
_BUG = "Er ging iets mis in het programma. Haal de collega daar zelf uit de lijst."
_INDENT = 30
"""Logical px: beneath the words of a radio button."""
_CHOOSE = "Kies eerst wat er met het apparaat moet gebeuren."


class ChoiceStep(GuideStep):
    """Wipe or keep, each with what it means."""

    onward = "Toegang intrekken"

    def __init__(self, devices: Sequence[DeviceRow], *, person: bool) -> None:
        super().__init__("Wat gebeurt er", _WHOLE if person else _ONE)
        names = ", ".join(one.name for one in devices) or "geen apparaten"
        self.body.addWidget(label(names, Text.STRONG, name="enrol.revoke.names", wrap=True))
        self.body.addWidget(label(FUTURE, Text.STRONG, "warn", name="enrol.revoke.future", wrap=True))
        self._group = QButtonGroup(self)
        self.wipe = Radio(_WIPE, "enrol.revoke.wipe")
        self.keep = Radio(_KEEP, "enrol.revoke.keep")
        self.wrong = Message("enrol.revoke.error")
        for radio, means in ((self.wipe, _WIPE_MEANS), (self.keep, _KEEP_MEANS)):
            self._group.addButton(radio)
            self.body.addWidget(radio)
            meaning = small(means, wrap=True)
            meaning.setIndent(_INDENT)
            self.body.addWidget(meaning)
        self.body.addWidget(self.wrong)
        self._needed = bool(devices)
        self._group.buttonClicked.connect(lambda _button: self.wrong.clear())

    @property
    def after(self) -> After:
        """What was chosen."""
        return After.WIPE if self.wipe.isChecked() else After.KEEP

    def check(self) -> bool:
        """One of both: neither goes by itself."""
        chosen = not self._needed or self._group.checkedButton() is not None
        self.wrong.say("" if chosen else _CHOOSE)
        return chosen


class RevokeGuide(Guide):
    """`person` is the member who goes altogether; empty when only these devices do."""

    def __init__(
        self, enrolling: Enrolling, tasks: Tasks, devices: Sequence[DeviceRow], person: str = ""
    ) -> None:
        self._enrolling, self._tasks = enrolling, tasks
        self._devices, self._person = tuple(devices), person
        self.choice = ChoiceStep(devices, person=bool(person))
        self.end = InStep("enrol.revoke.end")
        self._rev = 0
        if person:
            tasks.read(editing.shown_rev, self._shown, owner=self)
        who = devices[0].person if devices else ""
        super().__init__(
            "enrol.revoke",
            "Collega uit het huis halen" if person else "Apparaat intrekken",
            who,
            (self.choice, self.end),
        )

    def _shown(self, rev: int) -> None:
        self._rev = rev

    def forward(self, step: GuideStep) -> None:
        """First the devices: access ends also for who still has cases."""
        if step is not self.choice:
            super().forward(step)
            return
        self.busy("De toegang wordt ingetrokken")
        ids = tuple(one.id for one in self._devices)
        self._enrolling.revoke(ids, self.choice.after, self._revoked, self.refuse, self)

    def _revoked(self) -> None:
        if self._person:
            person = self._person
            self._tasks.change(
                lambda session: house.remove_member(session, person, session.act.user),
                "member.remove",
                self._removed,
                self._not_removed,
                owner=self,
                broken=lambda: self._still_listed(_BUG),
                base_rev=self._rev,
            )
        else:
            self._over(_DONE)

    def _removed(self, _none: None) -> None:
        self._over(_DONE)

    def _not_removed(self, reason: Any) -> None:
        self._still_listed(reason.sentence if isinstance(reason, BadInput) else explain(reason))

    def _still_listed(self, why: str) -> None:
        self._over(f"{_DONE}\n\nIn de lijst Mensen staat de collega nog. {why}")

    def _over(self, sentence: str) -> None:
        self.end.end.setText(sentence)
        self.show_step(self.end)
