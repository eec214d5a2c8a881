"""Every no of a server and every halt in a Dutch sentence: what is the matter, and what to do now."""

from typing import assert_never

from zvhdesk.wire.messages import Why

UNREACHABLE = (
    "Op dit adres antwoordt geen server van ZVH Desk. Controleer het adres en het netwerk; er is niets "
    "gewijzigd."
)
LOST_CONTACT = "De server antwoordt niet. Er is niets verloren; probeer het opnieuw zodra er verbinding is."
UNTRUSTED = (
    "Het certificaat van deze server wordt hier niet vertrouwd, of hoort bij een ander adres. Kies het "
    "certificaat dat de beheerder van de server gaf, of controleer het adres; er is niets gewijzigd."
)
STRANGER = (
    "Deze server kent deze computer niet: het is de server van een ander huis, een te oude kopie, of een "
    "nieuwe. Controleer het adres bij de beheerder van de server. Is de server van uw huis verloren, dan "
    "zet eerst een beheerder van het huis het terug. Er is niets gewijzigd."
)
BEFORE_THIS = (
    "Op deze server staat uw huis al, van voordat deze computer werd toegelaten. Laat een beheerder die er "
    "langer bij is dit doen, op zijn eigen computer. Er is niets gewijzigd."
)
CODE_AGAIN = (
    "Deze code geldt niet of niet meer: hij werkt één keer, een dag lang. Vraag de beheerder van de server "
    "om een nieuwe; er is niets gewijzigd."
)
OTHER_HOUSE = (
    "Dit is niet de server van uw huis: de lijst met apparaten is een andere. Er is niets gewijzigd. Bel een "
    "beheerder van uw huis."
)
OTHER_HISTORY = (
    "Deze server geeft iets anders dan uw collega's schreven. Er is niets gewijzigd. Bel een beheerder van "
    "uw huis."
)
NOTHING_PARTED = (
    "De server heeft weer hetzelfde als deze computer. Verdergaan is niet nodig: kies Nu bijwerken bij "
    "Samenwerken."
)
ONLY_LESS = (
    "De server mist alleen iets, en verdergaan is niet nodig. Vraag de beheerder van de server om herstel te "
    "beginnen; deze computer vult dan aan wat ontbreekt."
)
HOLDS_NOT = (
    "Wat de server nu heeft, klopt niet met wat de mensen van dit huis ondertekenden. Hiermee kan deze "
    "computer niet verdergaan; er is niets gewijzigd. Bel een beheerder van uw huis."
)
NO_MEMBER_THERE = (
    "In wat de server nu heeft, hoort deze computer niet bij dit deel van het huis: de reservekopie is te "
    "oud. Er is niets gewijzigd. Vraag de beheerder van de server om een nieuwere reservekopie."
)
CHANGED_SINCE = "Intussen is er op de server iets veranderd. Er is niets gewijzigd; kijk het opnieuw na."
NO_CERTIFICATE = (
    "Dit bestand is geen certificaat. Kies het certificaat (.pem of .crt) van de beheerder van de server."
)
CODE_OF_HOUSE = (
    "Deze code geldt niet of niet meer. Vraag de beheerder van de server om een nieuwe; er is niets gemaakt."
)
CODE_OF_DOOR = (
    "Deze code geldt niet of niet meer: hij werkt één keer, tien minuten lang. Vraag uw collega om een "
    "nieuwe."
)
KNOCKED_BEFORE = (
    "Met deze code heeft zich al een apparaat gemeld. Was u dat niet, zeg het dan uw collega: die laat "
    "niemand toe en maakt een nieuwe code."
)
PROGRAM = (
    "Er ging iets mis in het programma. Kijk bij Server en apparaten of het toch gedaan is voordat u het nog "
    "eens probeert."
)

BEGUN_ELSEWHERE = (
    "Een ander CTER-bureau begon intussen met de CTER-casussen. Vraag iemand die daar werkt om dit bureau "
    "toe te laten."
)
MEMBER_LEFT = (
    "Er is nog een CTER-bureau dat niet is ingetrokken. Is dat lid van CTER, vraag dan daar om dit bureau "
    "toe te laten. Is het kwijt, of wacht het zelf ook, laat het dan eerst door een beheerder intrekken."
)
DEVICE_GONE = "Dit apparaat is intussen ingetrokken. Er is niets gedaan."
OWN_DEVICE = "Dit is het apparaat waarop u werkt. Een andere beheerder trekt het in, op een ander apparaat."


def half_revoked(done: int, of: int, *, lost: bool) -> str:
    """Of several devices some are revoked; `lost`: no answer came to the one after."""
    why = "De server antwoordt niet meer" if lost else "De server nam de rest niet aan"
    which = f"{done} van de {of} apparaten {'is' if done == 1 else 'zijn'} ingetrokken"
    return f"{why}: {which}. Kies opnieuw Toegang intrekken; wat ingetrokken is, blijft dat."


def said_no(why: Why) -> str:  # noqa: C901, PLR0911, PLR0912 - one case each
    """The sentence for a no that is about no field."""
    match why:
        case Why.TOKEN | Why.PROOF:
            return (
                "De server herkent dit apparaat niet. Probeer het nog eens; blijft dit, bel een beheerder "
                "van uw huis."
            )
        case Why.VERSION:
            return (
                "Dit programma is te oud voor dit huis. Werk het bij, of vraag een beheerder van uw huis om "
                "een nieuw."
            )
        case Why.UNKNOWN:
            return "De server kent dit niet, of niet meer. Begin opnieuw; er is niets gewijzigd."
        case Why.STALE | Why.GAP | Why.FORK | Why.EPOCH:
            return "Een collega wijzigde intussen iets aan het huis. Er is niets gedaan; probeer het opnieuw."
        case Why.GONE:
            return "Dit is op de server vernietigd en kan niet meer worden gewijzigd."
        case Why.ROLE:
            return "Dit mag alleen een beheerder van het huis. Vraag het een collega die beheerder is."
        case Why.REVOKED:
            return "De toegang van dit apparaat is ingetrokken. Vraag een beheerder van uw huis of dit klopt."
        case Why.ROSTER:
            return "De server neemt deze wijziging van mensen of apparaten niet aan. Er is niets gewijzigd."
        case Why.SHAPE | Why.SIZE:
            return (
                "De server begrijpt dit bericht niet. Waarschijnlijk is hij ouder dan dit programma: vraag "
                "de beheerder van de server om hem bij te werken."
            )
        case Why.OFTEN:
            return "Er is te vaak achter elkaar geprobeerd. Wacht een minuut en probeer het opnieuw."
        case Why.RESTORE:
            return "De server wordt hersteld en neemt nu niets nieuws aan. Probeer het later opnieuw."
        case Why.FULL:
            return "De server heeft geen ruimte meer. Vraag de beheerder van de server om ruimte te maken."
        case Why.BUSY:
            return "De server is te druk. Probeer het over een minuut opnieuw."
        case _:
            assert_never(why)
