"""What a refusal means for the person who got it: one sentence, and what to do next."""

from dataclasses import dataclass
from typing import assert_never

from zvhdesk.domain.refusals import (
    AdminsOnly,
    AgendaEmpty,
    AgeOutsideTable,
    AgeUnknown,
    AttendeeGone,
    BadInput,
    CannotUndoFormal,
    CaseGone,
    CloseIsFormal,
    CoordinationOnly,
    CriteriaNotMet,
    HouseFileForeign,
    HouseFileWrong,
    HouseIsCopy,
    JudgedTwice,
    JudgementMissing,
    LedElsewhere,
    LidOneAbsent,
    LidOneMissing,
    LidOneUnscreened,
    MeetingLive,
    MeetingNotLive,
    MeetingStarted,
    NobodyPresent,
    NoMeetingPlanned,
    NotAReceiver,
    NothingToUndo,
    NotNextPhase,
    OnAgenda,
    OtherRegime,
    PlanAdopted,
    ProductMissing,
    Refusal,
    RetentionPassed,
    SeveralWrong,
    TableMissing,
    TouchedSince,
    UnsignedThird,
)
from zvhdesk.services.words import listed, word


@dataclass(frozen=True, slots=True)
class Explanation:
    """`sentence` says why not; `step` are the words of the button for what to do next, or empty.

    Every next step is taken in the dossier of the case; `place` is where in it, empty for its first page.
    """

    sentence: str
    step: str = ""
    place: str = ""


def explain(refusal: Refusal) -> Explanation:
    """The sentence and the next step for every refusal there is; mypy sees to it that none is left out."""
    match refusal:
        case NotNextPhase() | CloseIsFormal() | RetentionPassed():
            told = _of_journey(refusal)
        case JudgedTwice() | JudgementMissing() | CriteriaNotMet() | ProductMissing() | CoordinationOnly():
            told = _of_triage(refusal)
        case TableMissing() | AgeOutsideTable() | AgeUnknown():
            told = _of_table(refusal)
        case BadInput() | SeveralWrong() | CaseGone() | AttendeeGone():
            told = _of_form(refusal)
        case LidOneMissing() | LidOneAbsent() | LidOneUnscreened():
            told = _of_lid_one(refusal)
        case CannotUndoFormal() | TouchedSince() | NothingToUndo():
            told = _of_undo(refusal)
        case (
            MeetingLive()
            | LedElsewhere()
            | MeetingNotLive()
            | MeetingStarted()
            | NobodyPresent()
            | AgendaEmpty()
        ):
            told = _of_meeting(refusal)
        case OnAgenda() | NoMeetingPlanned() | UnsignedThird() | PlanAdopted() | NotAReceiver():
            told = _of_table_work(refusal)
        case HouseIsCopy() | AdminsOnly() | OtherRegime() | HouseFileWrong() | HouseFileForeign():
            told = _of_compartment(refusal)
        case _:
            assert_never(refusal)
    return told


def _of_journey(refusal: NotNextPhase | CloseIsFormal | RetentionPassed) -> Explanation:
    match refusal:
        case NotNextPhase(phase=phase, target=target):
            return Explanation(
                f"Van {word(phase)} gaat een casus niet in één stap naar {word(target)}. "
                "Neem de stappen van de casusreis een voor een."
            )
        case CloseIsFormal():
            return Explanation(
                "Sluiten is een besluit van de deelnemers van lid 1. Leg dat besluit vast in het dossier.",
                "Naar het dossier",
            )
        case RetentionPassed():
            return Explanation(
                "De bewaartermijn van vijf jaar is verstreken. "
                "Beslis eerst wat er met deze gegevens gebeurt.",
                "Naar het dossier",
            )
        case _:
            assert_never(refusal)


def _of_triage(
    refusal: JudgedTwice | JudgementMissing | CriteriaNotMet | ProductMissing | CoordinationOnly,
) -> Explanation:
    match refusal:
        case JudgedTwice():
            return Explanation(
                "Van lid 1 zijn twee beoordelingen vastgelegd die verschillen. Kies in het dossier, bij "
                "Overzicht, welke geldt.",
                "Naar het dossier",
            )
        case JudgementMissing(judged=judged):
            return Explanation(
                f"{_judged(judged)} De deelnemers van lid 1 beoordelen de aanmelding voordat die naar "
                "triage gaat.",
                "Beoordeling vastleggen",
                "assessment",
            )
        case CriteriaNotMet(not_met=letters):
            which = letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} en {letters[-1]}"
            return Explanation(
                f"Aan {'criterium' if len(letters) == 1 else 'criteria'} {which} is volgens lid 1 niet "
                "voldaan. Alleen een aanmelding die aan alle vier voldoet gaat naar triage.",
                "Beoordeling bekijken",
            )
        case ProductMissing():
            return Explanation(
                "Kies eerst het product: procesregie, uitgebreid advies of advies.", "Product kiezen"
            )
        case CoordinationOnly(product=product):
            return Explanation(
                "Op de werkvoorraad wachten alleen casussen voor procesregie; "
                f"het product van deze casus is {word(product).lower()}.",
                "Product bekijken",
            )
        case _:
            assert_never(refusal)


def _of_table(refusal: TableMissing | AgeOutsideTable | AgeUnknown) -> Explanation:
    match refusal:
        case TableMissing():
            return Explanation(
                "Kies eerst de casustafel waar deze casus besproken wordt.", "Casustafel kiezen"
            )
        case AgeOutsideTable(table=table, age=age):
            return Explanation(
                f"{table} is voor {_ages(refusal.min_age, refusal.max_age)}. Op de dag van aanmelding was "
                f"betrokkene {age} jaar. Kies een andere tafel, of leg de afwijking vast.",
                "Casustafel bekijken",
            )
        case AgeUnknown(table=table):
            return Explanation(
                f"{table} is voor {_ages(refusal.min_age, refusal.max_age)}. De geboortedatum is niet "
                "bekend genoeg om de leeftijd op de dag van aanmelding te weten.",
                "Geboortedatum invullen",
            )
        case _:
            assert_never(refusal)


def _of_lid_one(refusal: LidOneMissing | LidOneAbsent | LidOneUnscreened) -> Explanation:
    match refusal:
        case LidOneMissing():
            return Explanation("Noem de deelnemers van lid 1 die dit besloten: minstens één.")
        case LidOneAbsent():
            return Explanation(
                "Niemand van lid 1 staat als aanwezig op de lijst, en zij nemen een besluit (artikel 2.31 "
                "lid 2 WGS). Is er wel iemand? Zet die bij de deur (F7) op aanwezig."
            )
        case LidOneUnscreened(organisations=organisations):
            return Explanation(
                f"Wie voor {listed(organisations)} aan tafel is, is niet gescreend en besluit niet mee "
                "(artikel 1.8 lid 2 WGS). Zonder een ander van lid 1 is er geen besluit."
            )
        case _:
            assert_never(refusal)


def _of_form(refusal: BadInput | SeveralWrong | CaseGone | AttendeeGone) -> Explanation:
    match refusal:
        case BadInput(sentence=sentence):
            return Explanation(sentence)
        case SeveralWrong(wrong=wrong):
            return Explanation(" ".join(one.sentence for one in wrong))
        case CaseGone():
            return Explanation("Deze casus is hier niet meer: afgeschermd, verwijderd of vernietigd.")
        case AttendeeGone():
            return Explanation("Deze deelnemer staat niet meer op de lijst van deze bijeenkomst.")
        case _:
            assert_never(refusal)


def _of_undo(refusal: CannotUndoFormal | TouchedSince | NothingToUndo) -> Explanation:
    match refusal:
        case CannotUndoFormal():
            return Explanation(
                "Dit is een formeel besluit en gaat niet terug met Ctrl+Z. "
                "Leg zo nodig een nieuw besluit vast."
            )
        case TouchedSince():
            return Explanation("Dit is daarna opnieuw gewijzigd en kan niet meer ongedaan worden gemaakt.")
        case NothingToUndo():
            return Explanation("Er is niets van u om ongedaan te maken.")
        case _:
            assert_never(refusal)


def _of_meeting(
    refusal: MeetingLive | LedElsewhere | MeetingNotLive | MeetingStarted | NobodyPresent | AgendaEmpty,
) -> Explanation:
    match refusal:
        case MeetingLive():
            return Explanation("Er loopt een bijeenkomst. Sluit die eerst; daarna kan dit.")
        case LedElsewhere():
            return Explanation(
                "Deze bijeenkomst wordt nu op een andere computer geleid. Met F12 leidt u hier verder."
            )
        case MeetingNotLive():
            return Explanation("Deze bijeenkomst loopt niet: nog niet begonnen, of al gesloten.")
        case MeetingStarted():
            return Explanation("Deze bijeenkomst is al begonnen of gesloten en wordt niet meer voorbereid.")
        case NobodyPresent():
            return Explanation("Zet eerst op de lijst wie er aan tafel is; nu is niemand aanwezig.")
        case AgendaEmpty():
            return Explanation("De agenda is leeg. Zet er eerst een casus of een ander punt op.")
        case _:
            assert_never(refusal)


def _of_table_work(
    refusal: OnAgenda | NoMeetingPlanned | UnsignedThird | PlanAdopted | NotAReceiver,
) -> Explanation:
    match refusal:
        case OnAgenda():
            return Explanation("Deze casus staat al op deze agenda.")
        case NoMeetingPlanned(table=table):
            return Explanation(f"Er is nog geen bijeenkomst van {table} gepland. Plan die bij Casustafels.")
        case UnsignedThird(count=count):
            who = "één persoon" if count == 1 else f"{count} personen"
            return Explanation(
                f"Van {who} aan tafel is de geheimhoudingsverklaring niet getekend. "
                "Leg de handtekening vast, of laat wie niet tekende buiten wachten."
            )
        case PlanAdopted():
            return Explanation("Een vastgesteld plan verandert niet meer. Begin een volgende versie.")
        case NotAReceiver(unknown=True):
            return Explanation(
                "Van deze organisatie is de klasse niet bekend, dus zij kan niets ontvangen. "
                "Kies de klasse eerst in Beheer."
            )
        case NotAReceiver():
            return Explanation(
                "Een derde ontvangt alleen iets na een besluit van lid 1 (artikel 1.7 lid 2 WGS). "
                "Dat kan hier nog niet worden vastgelegd."
            )
        case _:
            assert_never(refusal)


def _of_compartment(
    refusal: HouseIsCopy | AdminsOnly | OtherRegime | HouseFileWrong | HouseFileForeign,
) -> Explanation:
    match refusal:
        case HouseIsCopy():
            return Explanation(
                "Instellingen, mensen, partners en casustafels zijn hier alleen te lezen. Wijzig ze op een "
                "regulier bureau van het huis; daarna komen ze ook hier."
            )
        case AdminsOnly():
            return Explanation(
                "Alleen het bureau van een beheerder van het huis kan een dossiercompartiment beginnen. "
                "Laat deze persoon eerst beheerder maken; daarvoor zijn de twee herstelbladen nodig."
            )
        case OtherRegime():
            return Explanation(
                "Deze casustafel werkt onder een ander regime en hoort niet bij dit dossiercompartiment. "
                "Kies een andere casustafel."
            )
        case HouseFileWrong():
            return Explanation(
                "Dit huisbestand gaat met deze code niet open. Kijk de code na; blijft het zo, maak dan op "
                "het reguliere bureau een nieuw huisbestand."
            )
        case HouseFileForeign(older=True):
            return Explanation(
                "Dit huisbestand is ouder dan wat hier al staat. Maak op het reguliere bureau een nieuw."
            )
        case HouseFileForeign():
            return Explanation("Dit huisbestand is van een ander huis. Er is niets overgenomen.")
        case _:
            assert_never(refusal)


def _judged(count: int) -> str:
    if not count:
        return "Er is nog geen criterium beoordeeld."
    return f"Er {'is' if count == 1 else 'zijn'} {count} van de 4 criteria beoordeeld."


def _ages(low: int | None, high: int | None) -> str:
    if low is None:
        return f"personen tot en met {high} jaar"
    if high is None:
        return f"personen vanaf {low} jaar"
    return f"personen van {low} tot en met {high} jaar"
