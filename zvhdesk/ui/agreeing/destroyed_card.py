"""Vernietigde casussen: for each decision of two persons, which computers carried it out."""

from zvhdesk.domain.destruction import Answer, DestructionReport, DeviceAnswer
from zvhdesk.services.words import day, listed
from zvhdesk.ui.grid import Column, Grid
from zvhdesk.ui.kit import Card, Message, label, small
from zvhdesk.ui.theme import TagKind, Text

_ABOUT = (
    "Elke computer vernietigt een casus zelf, zodra hij het van de server hoort. Daarna zet hij zijn "
    "handtekening: er staat niets meer van, ook niet in zijn eigen kopieën of in een map die erop opzij is "
    "gezet. Een kopie die iemand elders bewaart, bereikt geen computer. Over de casus zelf staat hier niets."
)
_WORDS = {
    Answer.DONE: "uitgevoerd",
    Answer.OUTSTANDING: "nog niet",
    Answer.LOCKED: "op slot",
    Answer.CUT_OFF: "geen toegang meer",
}
_TAGS = {
    Answer.DONE: TagKind.ON_COURSE,
    Answer.OUTSTANDING: TagKind.ATTENTION,
    Answer.LOCKED: TagKind.WAITING,
    Answer.CUT_OFF: TagKind.WAITING,
}
_WAITS = (
    "Een computer die 30 dagen geen contact heeft, gaat op slot. Bij het eerste contact vernietigt hij "
    "eerst, en toont dan pas iets."
)
_AWAY = (
    "Deze computer tekent nog niet: in {} staan misschien nog kopieën, en die map is er nu niet. Sluit de "
    "schijf aan, of zeg in Beheer, bij Reservekopie, dat de map niet terugkomt."
)
_UNHEARD = (
    "Van een computer die nog nooit iets liet weten, is misschien het aansluiten gestopt. Heeft niemand hem, "
    "dan trekt een beheerder hem in, in de lijst hierboven; dan wacht er niets meer op."
)
_ASIDE = (
    "Opzij gezet op deze computer: {}. Daar, of in een kopie ervan, kan de casus nog in staan. Verwijder dat "
    "in Beheer, bij Reservekopie; tot dan tekent deze computer niet."
)
_CUT_OFF = (
    "Een ingetrokken apparaat tekent niet meer. Wat het bij zich had, blijft daar tot het gewist is; met "
    "wissen vernietigt het zijn sleutels bij het eerste contact."
)


class DestroyedCard(Card):
    """The report; hidden as long as nothing was destroyed."""

    def __init__(self) -> None:
        super().__init__("Vernietigde casussen")
        self._reports: tuple[DestructionReport, ...] = ()
        self.body.addWidget(small(_ABOUT, wrap=True))
        self.orders = Grid(
            "devices.destroyed",
            "Vernietigde casussen",
            (
                Column("on", "Bevestigd op", lambda one: day(one.confirmed_on), width=130, strong=True),
                Column("by", "Besloten door", _by, share=4),
                Column("reference", "Kenmerk", lambda one: one.reference, width=120, quiet=True),
                Column("state", "", _state, width=220, tag=_tag),
            ),
            scrolls=False,
        )
        self.orders.row_chosen.connect(self._chose)
        self.add(self.orders)
        below = self.section()
        self.chosen = label("", Text.STRONG, name="devices.destroyed.chosen", wrap=True)
        self.told = Message("devices.destroyed.told")
        below.addWidget(self.chosen)
        below.addWidget(self.told)
        self.answers = Grid(
            "devices.destroyed.answers",
            "Per computer",
            (
                Column("person", "Van", lambda one: one.device.person or "niet meer in de lijst", share=4),
                Column("called", "Apparaat", lambda one: one.device.called, share=4),
                Column("on", "Op", _when, width=200, quiet=True),
                Column(
                    "answer", "", lambda one: _WORDS[one.answer], width=170, tag=lambda one: _TAGS[one.answer]
                ),
            ),
            whole_rows=False,
            scrolls=False,
        )
        self.add(self.answers)
        self.hide()

    def show_reports(self, reports: tuple[DestructionReport, ...]) -> None:
        """Show them, the newest first."""
        self._reports = reports
        self.setVisible(bool(reports))
        self.orders.show_rows(reports)
        if reports and not self.orders.chosen:
            self.orders.choose(reports[0].id)
        self._chose(self.orders.chosen)

    def _chose(self, batch: str) -> None:
        report = next((one for one in self._reports if one.id == batch), None)
        if report is None:
            return
        self.chosen.setText(f"Kenmerk {report.reference}: {_state(report)}")
        self.answers.show_rows(report.devices)
        told = _told(report)
        self.told.say(told, "info") if told else self.told.clear()


def _by(report: DestructionReport) -> str:
    return " en ".join(name or "een oud-collega" for name in report.by)


def _open(report: DestructionReport) -> int:
    return report.count(Answer.OUTSTANDING) + report.count(Answer.LOCKED)


def _state(report: DestructionReport) -> str:
    left, whole = _open(report), len(report.devices)
    if not left and (report.aside or report.folders):
        return "op deze computer nog niet"
    if not left:
        return "overal uitgevoerd" if not report.count(Answer.CUT_OFF) else "uitgevoerd waar het nog kan"
    return f"{left} van {whole} computer{'s' if whole > 1 else ''} nog niet"


def _tag(report: DestructionReport) -> TagKind:
    return TagKind.ATTENTION if _open(report) or report.aside or report.folders else TagKind.ON_COURSE


def _when(one: DeviceAnswer) -> str:
    if one.device.unheard and one.answer is Answer.OUTSTANDING:
        return "liet nog nooit iets weten"
    if one.on is None or one.answer is Answer.DONE:
        return day(one.on)
    return f"{'ingetrokken' if one.answer is Answer.CUT_OFF else 'laatste bericht'} {day(one.on)}"


def _told(report: DestructionReport) -> str:
    sentences = []
    if _open(report):
        sentences.append(_WAITS)
    if any(one.device.unheard and one.answer is Answer.OUTSTANDING for one in report.devices):
        sentences.append(_UNHEARD)
    if report.folders:
        sentences.append(_AWAY.format(listed(report.folders)))
    if report.aside:
        sentences.append(_ASIDE.format(listed(report.aside)))
    if report.count(Answer.CUT_OFF):
        sentences.append(_CUT_OFF)
    if report.before:
        many = report.before > 1
        were = f"{report.before} computers waren" if many else "Eén computer was"
        sentences.append(f"{were} toen al ingetrokken en {'staan' if many else 'staat'} hier niet bij.")
    return " ".join(sentences)
