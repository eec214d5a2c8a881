"""What the window of joining a house says, beside a colleague who is an admin; and that of a CTER desk."""

from typing import NamedTuple


class JoinWords(NamedTuple):
    """What the window says: its heading, the leads of the steps, and what becomes of it."""

    title: str
    phrase: str
    server: str
    different: str
    fetching: str
    waits: str
    compares: bool
    """Whether the digits are compared again while a key is waited for."""
    there: str
    left: str
    """What comes of a device that was let in and that nobody has, until an admin takes it out."""


_OF_PHRASE = (
    "Met deze zin opent u het huis op deze computer. Hij is alleen van u en alleen voor deze computer. "
    "Bent u hem kwijt, dan laat een collega u opnieuw toe; de herstelbladen van het huis openen ook deze "
    "computer."
)
_SERVER = (
    "Bel de collega die beheerder is. Die kiest in Beheer, bij Server en apparaten: Een apparaat toelaten, "
    "en zegt u een code."
)
CODE = "Drie groepjes van vier. Hoofdletters en streepjes maken niet uit. De code geldt tien minuten."
DIGITS = (
    "Uw collega ziet nu ook acht groepen. Vergelijk ze, door de telefoon of naast elkaar: lees voor of "
    "luister mee. Zo weet u zeker dat dit het goede huis is en dat niemand ertussen zit."
)
EQUAL = (
    "Zijn ze gelijk, zeg dat dan allebei. Verschillen ze, ga dan niet verder: dan is dit niet het huis van "
    "uw collega."
)
_DIFFERENT = (
    "U gaat niet verder. Drukte uw collega al op Ze zijn gelijk, laat dan dat apparaat meteen intrekken. "
    "Vraag daarna om een nieuwe code, "
)
OVER = (
    "De code is verlopen: hij geldt tien minuten. Drukte uw collega al op Ze zijn gelijk, laat dan dat "
    "apparaat intrekken. Vraag daarna om een nieuwe code en typ die; u vergelijkt de cijfers opnieuw."
)
ENTERING = "Wachten tot uw collega u toelaat."
_FETCHING = (
    "Alles wat het huis vastlegde komt nu binnen en wordt hier opnieuw versleuteld. Sluit u dit venster "
    "voor het klaar is, dan trekt een beheerder dit apparaat in en begint u opnieuw met een nieuwe code."
)
IN = "U bent toegelaten. De gegevens komen binnen."
_KEY = (
    "U bent toegelaten. De sleutel komt van de computer van de collega die u toeliet, zodra die weer "
    "verbinding heeft. Duurt het langer dan een paar minuten? Bel dan een beheerder: "
)
_WAITS = (
    "ook een ander kan u alsnog toelaten, in Beheer bij Server en apparaten. U vergelijkt dan deze cijfers "
    "opnieuw."
)
_WAITS_APART = (
    "ook een ander kan u toelaten. Die trekt dit apparaat in, in Beheer bij Server en apparaten, en u begint "
    "met een nieuwe code."
)
OUT = (
    "U was toegelaten, en een beheerder heeft dit apparaat weer ingetrokken. Kies Stoppen. Wilt u toch "
    "aansluiten, vraag dan een beheerder om een nieuwe code en begin opnieuw."
)
STOP = (
    "U bent al toegelaten: dit is nu {} van het huis. Stopt u, dan blijft hier niets staan en kan niemand "
    "dat apparaat nog gebruiken. Wie opnieuw aansluit, krijgt een ander apparaat."
)
TELL = (
    "Bel daarna een beheerder en laat {} intrekken, in Beheer bij Server en apparaten. Anders blijft het in "
    "de lijst staan, "
)
MAY_STOP = (
    "Drukte uw collega al op Ze zijn gelijk, dan is deze computer toegelaten en heeft het huis er een "
    "apparaat bij. Stopt u, dan blijft hier niets staan en kan niemand dat apparaat nog gebruiken."
)
MAY_TELL = (
    "Vraag dat uw collega. Is het zo, laat dat apparaat dan intrekken, in Beheer bij Server en apparaten. "
    "Anders blijft het in de lijst staan, "
)
_LEFT = "en wacht elke vernietiging van een casus erop."
_LEFT_APART = "als CTER-bureau dat niemand heeft."
REGULAR = JoinWords(
    "Aansluiten bij een huis",
    _OF_PHRASE,
    _SERVER,
    _DIFFERENT + "en controleer het adres van de server.",
    _FETCHING,
    _KEY + _WAITS,
    True,
    "Alles is binnen. Het huis wordt geopend.",
    _LEFT,
)
APART = JoinWords(
    "Aansluiten als CTER-bureau",
    "Met deze zin opent u dit CTER-bureau, en niets anders. Neem een andere zin dan die van een regulier "
    "bureau. De herstelbladen van het huis openen ook deze computer.",
    "Bel de collega die beheerder is. Die kiest op een regulier bureau, in Beheer bij Server en apparaten: "
    "Een apparaat toelaten, Alleen het huis, en zegt u een code.",
    _DIFFERENT + "en laat nagaan of daar Alleen het huis gekozen is.",
    "Mensen, partners, casustafels en instellingen van het huis komen nu binnen. Sluit u dit venster voor "
    "het klaar is, dan trekt een beheerder dit apparaat in en begint u opnieuw met een nieuwe code. Is het "
    "klaar, dan laat een lid van CTER dit bureau toe; wat u daarvoor doet, staat in Beheer bij Server en "
    "apparaten.",
    _KEY + _WAITS_APART,
    False,
    "Het huis is binnen. Dit bureau wordt geopend.",
    _LEFT_APART,
)
