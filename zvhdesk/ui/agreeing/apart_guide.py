"""Guided: a desk that waits is let in; and at a desk of CTER its compartment is begun, or opened again."""

from typing import NamedTuple

from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.ui.agreeing.connection import Enrolling, NotDone
from zvhdesk.ui.agreeing.door_steps import DigitsStep, InStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.agreeing.sheets_step import SheetsStep
from zvhdesk.ui.kit import label

_BEGIN = "Dit is het eerste CTER-bureau van uw huis op deze server. Lees dit voordat u verdergaat."
_KEY = (
    "Dit bureau maakt de sleutel van CTER en wordt het eerste lid. Geen ander bureau krijgt die sleutel, ook "
    "uw eigen reguliere bureau niet. Wat u hier al vastlegde, gaat versleuteld naar de server."
)
_OTHERS = (
    "Elk volgend CTER-bureau komt in twee stappen binnen. Een beheerder laat het op een regulier bureau toe "
    "tot het huis, en u laat het hier toe tot CTER."
)
_SEEN = (
    "Iedere beheerder van het huis kan zien dat er een sleutel bijkwam, maar niet of er casussen zijn, "
    "hoeveel, of van wanneer. Op geen scherm van een regulier bureau staat er iets van."
)
_BEGUN = (
    "CTER staat op de server en dit bureau is het eerste lid. Laat een tweede CTER-bureau toe, van een lid "
    "dat ook beheerder is: raakt deze computer kwijt, dan kan het werk doorgaan."
)
_AGAIN = (
    "Alle andere CTER-bureaus zijn ingetrokken. Twee functionarissen openen CTER hier met de twee "
    "herstelbladen van het huis. Lees dit voordat u verdergaat."
)
_BACK = (
    "De casussen die op de server staan, komen op dit bureau. Wat een ingetrokken bureau nog niet had "
    "verstuurd, is daar niet bij."
)
_ADMIN = (
    "U wordt beheerder, of opnieuw aangewezen als u dat al bent. Dit bureau maakt een nieuwe sleutel en "
    "wordt het eerste lid van CTER. Iedere beheerder van het huis kan zien dat dit gebeurde."
)
_STAY_OUT = "De ingetrokken bureaus blijven buiten. Wat u vanaf nu vastlegt, kunnen ze niet lezen."
_SHEETS = "U hebt de twee herstelbladen nodig, van twee functionarissen."
_REOPENED = (
    "CTER is weer open en dit bureau is lid. De casussen komen nu binnen; dat kan een minuut duren. Laat een "
    "tweede CTER-bureau toe, van een lid dat ook beheerder is."
)


class _Words(NamedTuple):
    """What the guide says that lets in a desk which waits."""

    title: str
    lead: str
    then: str
    inside: str
    different: str


_OUT_UNSURE = (
    "Of dit bureau al is toegelaten, is niet bekend: op uw eerdere keuze kwam geen antwoord. Verschillende "
    "cijfers betekenen dat dit niet het bureau van uw collega is. Laat het meteen door een beheerder "
    "intrekken."
)
_APART = _Words(
    "Toelaten tot CTER",
    "Uw collega ziet deze acht groepen in Beheer, bij Server en apparaten, op het bureau dat wacht. Lees ze "
    "voor aan elkaar, door de telefoon of naast elkaar: zo weet u zeker welk bureau u toelaat.",
    "Na Ze zijn gelijk kan dit bureau alle casussen van CTER lezen en wijzigen, ook wat eerder is "
    "vastgelegd. U kunt de toegang later intrekken, maar wat het dan gelezen heeft, heeft het gelezen.",
    "{} is toegelaten tot CTER. De casussen komen daar nu binnen; dat kan een minuut duren.",
    "Er is niemand toegelaten. Verschillende cijfers betekenen dat dit niet het bureau van uw collega is. "
    "Vraag een beheerder wie dit apparaat tot het huis toeliet, en laat het intrekken.",
)
_HOUSE = _Words(
    "Alsnog toelaten",
    "Uw collega ziet deze acht groepen op de computer die wacht. Lees ze voor aan elkaar, door de telefoon "
    "of naast elkaar: zo weet u zeker welk apparaat u toelaat. Staan ze daar niet, sluit dan niemand aan: "
    "trek dit apparaat in en laat uw collega met een nieuwe code beginnen.",
    "Na Ze zijn gelijk kan dit apparaat alles van het huis lezen en wijzigen, ook wat eerder is vastgelegd. "
    "U kunt de toegang later intrekken, maar wat het dan gelezen heeft, heeft het gelezen.",
    "{} is toegelaten. De gegevens komen daar nu binnen; dat kan een paar minuten duren.",
    "Er is niemand toegelaten. Verschillende cijfers betekenen dat dit niet de computer van uw collega is. "
    "Trek dit apparaat in.",
)


class _BeginStep(GuideStep):
    onward = "CTER beginnen"

    def __init__(self) -> None:
        super().__init__("Wat er gebeurt", _BEGIN)
        for sentence in (_KEY, _OTHERS, _SEEN):
            self.body.addWidget(label(sentence, wrap=True))


class BeginGuide(Guide):
    """What it means, and that it is done."""

    def __init__(self, enrolling: Enrolling) -> None:
        self._enrolling = enrolling
        self.begin, self.end = _BeginStep(), InStep("enrol.apart.end")
        super().__init__(
            "enrol.apart", "CTER op de server beginnen", "Eenmalig, een minuut", (self.begin, self.end)
        )

    def forward(self, step: GuideStep) -> None:
        """The key is made once the person read what it means."""
        if step is not self.begin:
            super().forward(step)
            return
        self.busy("CTER wordt begonnen")
        self._enrolling.begin_apart(self._begun, self.refuse, self)

    def _begun(self) -> None:
        self.end.end.setText(_BEGUN)
        self.show_step(self.end)


class ReopenGuide(Guide):
    """What it means, both sheets, and that it is done."""

    def __init__(self, enrolling: Enrolling) -> None:
        self._enrolling = enrolling
        self.meaning = GuideStep("Wat er gebeurt", _AGAIN)
        for sentence in (_BACK, _ADMIN, _STAY_OUT):
            self.meaning.body.addWidget(label(sentence, wrap=True))
        self.sheets = SheetsStep("enrol.reopen", "Herstelbladen", _SHEETS)
        self.sheets.onward = "CTER openen"
        self.end = InStep("enrol.reopen.end")
        super().__init__(
            "enrol.reopen",
            "CTER openen met de herstelbladen",
            "Met twee functionarissen",
            (self.meaning, self.sheets, self.end),
        )

    def forward(self, step: GuideStep) -> None:
        """Opened once both sheets are there."""
        if step is not self.sheets:
            super().forward(step)
            return
        self.busy("CTER wordt geopend")
        self._enrolling.reopen_apart(self.sheets.typed, self._reopened, self.refuse, self)

    def put_away(self) -> None:
        """Sheets that were typed stand on no screen that nobody looks at."""
        self.sheets.clear()

    def _reopened(self) -> None:
        self.sheets.clear()
        self.end.end.setText(_REOPENED)
        self.show_step(self.end)


class LetInGuide(Guide):
    """The digits of a desk that waits, and that it is in."""

    def __init__(self, enrolling: Enrolling, device: DeviceRow, *, apart: bool) -> None:
        self._enrolling, self._device = enrolling, device
        self._words = words = _APART if apart else _HOUSE
        self.digits = DigitsStep("enrol.let_in", words.lead, words.then)
        self.end = InStep("enrol.let_in.end")
        self.digits.show_groups(device.digits)
        self._unsure = False
        self.digits.differ.connect(lambda: self._over(_OUT_UNSURE if self._unsure else words.different))
        super().__init__("enrol.let_in", words.title, device.name, (self.digits, self.end))

    def forward(self, step: GuideStep) -> None:
        """In, once the digits are the same."""
        if step is not self.digits:
            super().forward(step)
            return
        self.busy("Het bureau wordt toegelaten")
        done = lambda: self._over(self._words.inside.format(self._device.name))  # noqa: E731 - said once
        self._enrolling.let_in_waiting(self._device.id, done, self._not_let_in, self)

    def _not_let_in(self, why: NotDone) -> None:
        self._unsure = True
        self.refuse(why)

    def _over(self, sentence: str) -> None:
        self.end.end.setText(sentence)
        self.show_step(self.end)
