"""What the rail and its page say of how this desk stands with the others."""

from dataclasses import astuple, dataclass, replace
from datetime import datetime

from zvhdesk.domain.lease import LOCK_AFTER_DAYS
from zvhdesk.domain.standing import Aside, Stand, Standing, Trouble
from zvhdesk.services.words import many, short_day

_A_WHILE = (
    f"U kunt hier voorlopig blijven werken, tot {LOCK_AFTER_DAYS} dagen na het laatste volledige contact."
)
_SAFE = "Wat u hier vastlegt, staat versleuteld op deze computer. Er gaat niets verloren."


@dataclass(frozen=True, slots=True)
class Explained:
    """A headline, what it means, and what somebody can do; `then` is empty when nothing has to be done."""

    headline: str
    meaning: str
    then: str = ""


def moment(at: datetime, now: datetime) -> str:
    """A time of today as 10:31, another day with its date before it."""
    local = at.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == now.date() else f"{short_day(local.date())} {local:%H:%M}"


def brief(standing: Standing, now: datetime) -> str:  # noqa: PLR0911 - one for each
    """The line in the rail; empty for a house without a server."""
    match standing.stand:
        case Stand.ALONE:
            return ""
        case Stand.FINDING:
            return "Verbinding zoeken"
        case Stand.UP_TO_DATE:
            return "Bijgewerkt"
        case Stand.WAITING:
            return f"{standing.waiting} {'wacht' if standing.waiting == 1 else 'wachten'} op verzending"
        case Stand.OFFLINE:
            return f"Zonder verbinding {_since(standing, now)}"
        case Stand.BUSY:
            return f"De server is druk, opnieuw {_again(standing, now)}"
        case Stand.ATTENTION:
            asks = f"{many(standing.asks, 'punt vraagt', 'punten vragen')} aandacht"
            if standing.again is not None:
                return f"{asks}, de server is druk"
            return f"{asks}, zonder verbinding {_since(standing, now)}" if standing.offline_since else asks


def _since(standing: Standing, now: datetime) -> str:
    return f"sinds {moment(standing.offline_since, now)}" if standing.offline_since else ""


def _again(standing: Standing, now: datetime) -> str:
    return f"om {moment(standing.again, now)}" if standing.again else ""


def contact(standing: Standing, now: datetime) -> str:
    """When the server answered last, and why not since."""
    last = "nog geen" if standing.last_contact is None else moment(standing.last_contact, now)
    if standing.offline_since is not None:
        return f"{last}; zonder verbinding {_since(standing, now)}"
    if standing.again is not None:
        return f"{last}; de server is druk, opnieuw {_again(standing, now)}"
    return last


def explained(standing: Standing) -> Explained:  # noqa: PLR0911 - one for each
    """What the page says first."""
    if standing.trouble is Trouble.HISTORY and standing.may_go_on:
        return _PUT_BACK
    if standing.trouble is not None:
        return TROUBLES[standing.trouble]
    match standing.stand:
        case Stand.ALONE:
            return Explained(
                "Dit huis werkt zonder server",
                "Alles werkt, op deze ene computer. Met een server werken collega's in dezelfde casussen, "
                "ook tijdens een bijeenkomst.",
            )
        case Stand.FINDING:
            return Explained(
                "De server wordt gezocht",
                f"U kunt gewoon werken. {_SAFE} Zodra de server antwoordt, staat hier hoe u ervoor staat.",
            )
        case Stand.OFFLINE:
            return Explained(
                "Zonder verbinding met de server",
                f"U kunt gewoon doorwerken. {_SAFE}{_waits(standing)} Zodra de server weer antwoordt, gaat "
                "alles vanzelf.",
            )
        case Stand.BUSY:
            again = f", om {standing.again:%H:%M}" if standing.again else ""
            return Explained(
                "De server is nu te druk",
                f"U kunt gewoon doorwerken. {_SAFE}{_waits(standing)} Dit programma probeert het vanzelf "
                f"opnieuw{again}.",
            )
        case Stand.WAITING:
            return Explained(
                f"{many(standing.waiting, 'wijziging wacht', 'wijzigingen wachten')} op verzending",
                f"{_SAFE} Uw collega's zien het zodra het verzonden is. Dat gaat vanzelf.",
            )
        case Stand.ATTENTION if not standing.conflicts:
            return _besides(standing)
        case Stand.ATTENTION:
            return Explained(
                f"{many(standing.conflicts, 'punt vraagt', 'punten vragen')} om een keuze",
                "Collega's werkten aan hetzelfde zonder van elkaar te weten wat ze deden. Alles is bewaard.",
                "Kies bij elk punt hieronder wat geldt.",
            )
        case Stand.UP_TO_DATE:
            return Explained(
                "Alles is bijgewerkt",
                "Wat u vastlegde, staat op de server, en wat uw collega's verstuurden, staat hier.",
            )


def _waits(standing: Standing) -> str:
    if not standing.waiting:
        return ""
    return f" {many(standing.waiting, 'wijziging wacht', 'wijzigingen wachten')} op verzending."


def _besides(standing: Standing) -> Explained:
    """What asks attention has its own place on the page; agreeing itself goes on."""
    if not standing.newcomers and standing.aside:
        return _unread(standing.why_aside)
    if not standing.newcomers and standing.left:
        return _only_here(standing.left)
    if not standing.newcomers:
        return explained(replace(standing, lease=None, dropped=0))
    one = len(standing.newcomers) == 1
    return Explained(
        "Er is een apparaat bij gekomen" if one else "Er zijn apparaten bij gekomen",
        "Een beheerder liet dat toe. Wie daar werkt, hoort nu bij dit huis.",
        "Klopt dit niet? Bel dan meteen een beheerder.",
    )


def _only_here(left: int) -> Explained:
    what = many(left, "wijziging van een collega staat", "wijzigingen van collega's staan")
    return Explained(
        "Iets van een collega staat alleen nog hier",
        f"{what} niet meer op de server en niet meer in de casussen. Deze computer bewaart het; hieronder "
        f"staat van wie het is. {_SAFE}",
        "Vraag die collega om op de eigen computer ook verder te gaan; dan komt het vanzelf terug. Hoort die "
        "computer niet meer bij het huis, kies dan hieronder wat ermee moet.",
    )


def _unread(why: Aside) -> Explained:
    """What stands aside, by its causes: each with what becomes of it and what somebody can do."""
    causes = [words for count, words in zip(astuple(why), _CAUSES, strict=True) if count]
    headline = _UNFIT if why == Aside(failed=why.failed) and why.failed else _UNREAD
    kept = f"Wat nog niet te lezen of te verwerken is, wordt hier bewaard. {_SAFE}"
    if len(causes) == 1:
        ((what, then, step),) = causes
        return Explained(headline, f"{what} {then} {kept}", step)
    return Explained(headline, "\n".join([" ".join(cause) for cause in causes] + [kept]))


_UNREAD = "Iets van een collega is hier nog niet te lezen"
_UNFIT = "Iets van een collega is hier nog niet te verwerken"
_CAUSES = (
    (
        "Een collega werkt met een nieuwere versie van het programma.",
        "Met die versie leest u het ook.",
        "Vraag een beheerder van uw huis om de nieuwe versie.",
    ),
    (
        "Van een deel is de sleutel hier nog niet.",
        "Het komt vanzelf binnen zodra een computer van uw huis die sleutel doorgeeft.",
        "Duurt dat langer dan een dag? Vraag een collega om de eigen computer aan te zetten.",
    ),
    (
        "Een deel komt van een apparaat dat hier nog niet in de lijst van uw huis staat.",
        "Het komt vanzelf binnen zodra de server de nieuwe lijst geeft.",
        "Duurt dat langer dan een dag? Vraag een beheerder van uw huis of dat apparaat is toegelaten.",
    ),
    (
        "Een wijziging van een collega past hier niet bij wat er al staat. De rest komt gewoon binnen.",
        "Het programma probeert het elke dag opnieuw, en meteen met een nieuwe versie.",
        "Staat dit er morgen nog? Meld het een beheerder van uw huis; vraag uw collega wat er gewijzigd is.",
    ),
)
"""In the order of `Aside`: the cause, what becomes of it, what somebody can do."""


def unread(standing: Standing) -> str:
    """How many messages cannot be read here yet, by cause."""
    if not standing.aside:
        return "niets"
    told = many(standing.aside, "bericht", "berichten")
    words = ("van een nieuwere versie", "zonder sleutel", "van een onbekend apparaat", "niet te verwerken")
    causes = [f"{count} {of}" for count, of in zip(astuple(standing.why_aside), words, strict=True) if count]
    return f"{told}: {', '.join(causes)}" if causes else told


def heads(standing: Standing) -> str:
    """How far this desk has each part of the house, to hold beside what the server says."""
    return ", ".join(f"{part.replace('cter', 'CTER')} {head}" for part, head in standing.heads) or "nog niets"


TROUBLES = {
    Trouble.NOT_JOINED: Explained(
        "Deze computer hoort nog niet bij een huis op de server",
        f"Het aansluiten is niet afgemaakt. {_SAFE}",
        "Rond het aansluiten af bij Server en apparaten.",
    ),
    Trouble.NOT_LET_IN: Explained(
        "Dit bureau is nog niet toegelaten tot CTER",
        f"Mensen, partners en casustafels van het huis komen binnen. Casussen gaan nog niet naar andere "
        f"CTER-bureaus. {_SAFE}",
        "Kijk in Beheer, bij Server en apparaten, wat er nog moet.",
    ),
    Trouble.REVOKED: Explained(
        "Deze computer is uit het huis verwijderd",
        "Een beheerder heeft de toegang van deze computer ingetrokken. Er komt niets meer binnen en er gaat "
        "niets meer uit.",
        "Vraag een beheerder van uw huis of dit klopt.",
    ),
    Trouble.ROSTER: Explained(
        "De server heeft een andere lijst van mensen en apparaten",
        "De lijst klopt niet met wat de beheerders van uw huis ondertekenden. Misschien is een oude "
        "reservekopie van de server teruggezet en liet iemand daarna een apparaat toe, of trok er een in. "
        f"Het kan ook zijn dat iemand eraan zat. Dit programma neemt niets van de server over. {_SAFE}",
        "Bel een beheerder van uw huis. Die zoekt het uit met de beheerder van de server; op deze computer "
        f"valt het niet op te lossen. {_A_WHILE}",
    ),
    Trouble.KEY: Explained(
        "De server geeft een sleutel die niet van dit huis is",
        "De sleutel is niet die waarvoor de beheerders van uw huis tekenden. Dit programma gebruikt hem "
        f"niet. {_SAFE}",
        "Bel een beheerder van uw huis voordat u verder iets uitwisselt.",
    ),
    Trouble.NO_KEY: Explained(
        "Deze computer kreeg een sleutel nog niet",
        f"Zonder die sleutel leest dit programma niet wat collega's schrijven en gaat er niets uit. Zolang "
        f"een beheerder nog bezig is, komt hij vanzelf. {_SAFE}",
        "Duurt het langer dan een paar minuten? Bel dan een beheerder van uw huis: ging de computer uit van "
        "wie u toeliet, dan kan een andere beheerder dat alsnog doen. Anders houdt de server hem misschien "
        "achter.",
    ),
    Trouble.HISTORY: Explained(
        "De server geeft iets anders dan uw collega's schreven",
        f"Er is iets veranderd, weggelaten of verwisseld. Dit programma neemt er niets van over. {_SAFE}",
        f"Bel een beheerder van uw huis. {_A_WHILE}",
    ),
    Trouble.LOST: Explained(
        "De server mist wat hij eerder had",
        f"Waarschijnlijk is een oude kopie teruggezet zonder dat het gemeld is. {_SAFE}",
        "Vraag de beheerder van de server om herstel te beginnen; deze computer vult dan aan wat ontbreekt.",
    ),
    Trouble.NOT_TAKEN: Explained(
        "De server neemt niet terug wat deze computer heeft",
        f"De server wordt hersteld, en een deel van het huis staat er nu anders dan hier. De andere delen "
        f"gaan gewoon door. {_SAFE}",
        "Bel de beheerder van de server: die laat dat deel opnieuw vullen, en deze computer geeft het terug.",
    ),
    Trouble.OLD_SERVER: Explained(
        "De server begrijpt dit programma niet",
        f"Waarschijnlijk is de server ouder dan dit programma. U kunt hier voorlopig doorwerken. {_SAFE}",
        "Vraag de beheerder van de server om hem bij te werken.",
    ),
    Trouble.RESTORING: Explained(
        "De server wordt hersteld",
        f"U kunt gewoon doorwerken. {_SAFE} Nieuwe wijzigingen wachten hier tot de server weer alles "
        "aanneemt.",
    ),
    Trouble.OUTSIDE: Explained(
        "De server kent deze computer niet in een deel van het huis",
        "Van dat deel geeft hij niets door en neemt hij niets aan. Misschien is deze computer daar "
        "uitgehaald. Het kan ook zijn dat de server is teruggezet of opnieuw begon, en weer open ging "
        f"voordat dat deel terug was. Wat u al had, staat hier nog. {_SAFE}",
        "Vraag een beheerder die zelf in dat deel werkt of deze computer er nog bij hoort. Zo ja, dan begint "
        "de beheerder van de server het herstel opnieuw, en brengt deze computer terug wat hij heeft. "
        f"{_A_WHILE}",
    ),
    Trouble.BRAKE: Explained(
        "Er zou in een keer veel verdwijnen",
        f"De wijzigingen die binnenkomen schermen meer dan een vijfde van de casussen af, of halen ze weg. "
        f"Dat is nog niet gebeurd. {_SAFE}",
        "Vraag na of dit de bedoeling is, en kies dan.",
    ),
    Trouble.TOO_OLD: Explained(
        "Dit programma is te oud voor uw huis",
        f"U kunt hier voorlopig doorwerken. Uitwisselen met collega's gaat weer zodra het programma is "
        f"bijgewerkt. {_SAFE}",
        "Werk het programma bij, of vraag een beheerder van uw huis om de nieuwe versie.",
    ),
    Trouble.FULL: Explained(
        "De server heeft geen ruimte meer",
        f"Wijzigingen wachten hier. {_SAFE}",
        "Vraag de beheerder van de server om ruimte te maken.",
    ),
    Trouble.BROKEN: Explained(
        "Het uitwisselen stopte door een fout in het programma",
        _SAFE,
        "Kies Nu bijwerken. Komt de fout terug, stuur dan het verslag op.",
    ),
    Trouble.UNKNOWN: Explained(
        "De server kent deze computer niet",
        f"De server op dit adres is opnieuw begonnen, of het is een andere. Er gaat niets heen en er "
        f"komt niets binnen. {_SAFE}",
        "Vraag de beheerder van de server of het adres klopt. Begon hij opnieuw, dan zet een beheerder van "
        "het huis het terug: Beheer, Server en apparaten, Adres van de server.",
    ),
    Trouble.REFUSED: Explained(
        "De server neemt iets niet aan",
        f"De server neemt iets van deze computer niet aan. Opnieuw sturen helpt niet. {_SAFE}",
        "Neem contact op met de beheerder van de server.",
    ),
}
"""For each trouble what it is, that nothing is lost, and what to do."""
_PUT_BACK = Explained(
    TROUBLES[Trouble.HISTORY].headline,
    "Misschien is een oude reservekopie van de server teruggezet. Het kan ook zijn dat er iets is veranderd "
    f"of weggelaten. Dit programma neemt er niets van over. {_SAFE}",
    "Bel de beheerder van de server, en kies dan hieronder. U kunt hier voorlopig blijven werken.",
)
"""Where somebody here may decide to go on."""
