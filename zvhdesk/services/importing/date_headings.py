"""What a heading above dates says: the words by which it names a day in the life of a case."""

import re
import unicodedata

from zvhdesk.services.importing.fields import Field

_BEGINNINGS: dict[Field, tuple[str, ...]] = {
    Field.BIRTH: ("geb", "verjaar"),
    Field.REFERRED_ON: (
        "aanm", "aangem", "aanlever", "aangelever", "meld", "gemeld", "binnen", "ingek", "inkom", "inbreng",
        "ingebr", "ingedien", "indien", "instr", "ingestr", "intake", "invoer", "ingevoer", "ontv",
        "registr", "geregistr", "verwij", "verwez", "opvoer", "opgevoer",
    ),
    Field.WAITING_SINCE: ("wacht", "werkv", "voorraad"),
    Field.STARTED_ON: (
        "start", "gestart", "opgestart", "begin", "begonnen", "aanv", "opgepakt", "oppak", "toewijz",
        "toegew",
    ),
    Field.CLOSED_ON: (
        "afsl", "afgesl", "afger", "afgeh", "afhand", "afrond", "afgesch", "afschal", "beeind", "eind",
        "gesl", "sluit", "stop", "gestopt", "uitstr", "uitgestr", "uitschr", "uitgeschr", "voltooi",
        "klaar", "gereed",
    ),
}  # fmt: skip
"""How words begin that name the day, also cut short: `Datum afsl.`, `Eindd.`"""
_BEING = frozenset({"regie", "procesregie", "behandeling"})
_SINCE = frozenset({"in", "sinds", "vanaf", "per"})
_OF_ELSE = (
    "afspraak", "archie", "beoogd", "beschik", "besluit", "bespr", "bewaar", "check", "contact", "contract",
    "controle", "convenant", "delict", "detentie", "doel", "druk", "evalu", "export", "feit", "herinner",
    "huisbezoek", "huur", "incident", "indicatie", "kind", "laatst", "machtig", "maatregel", "monitor",
    "mutat", "nazorg", "ontslag", "opname", "overleg", "partner", "plan", "print", "proeftijd", "rappel",
    "reactie", "reden", "school", "schors", "slachtoffer", "status", "straf", "streef", "termijn", "terug",
    "toestem", "toezicht", "uithuis", "uitkering", "verblijf", "verloop", "vernietig", "verval", "verwacht",
    "verzoek", "volgend", "vonnis", "vorig", "wijz", "zitting",
)  # fmt: skip
"""Parts of words by which a day is of something else than the case: `Einde detentie`, `Datum overleg`."""
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")


def date_field(heading: str) -> Field | None:
    """The day that a heading names, also in other or shortened words; None when it may be another day.

    Words of two different days name neither: `Einde wachtlijst`.
    """
    words = _words(heading)
    bare = [word for word in words if not word.startswith("toewijz")]
    if any(part in word for word in bare for part in _OF_ELSE):
        return None
    named = {field for field, starts in _BEGINNINGS.items() if any(word.startswith(starts) for word in words)}
    if not named and _BEING & set(words) and _SINCE & set(words):
        return Field.STARTED_ON
    if named == {Field.STARTED_ON, Field.WAITING_SINCE}:
        return Field.WAITING_SINCE
    return next(iter(named)) if len(named) == 1 else None


def _words(heading: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", _JOINED.sub(" ", heading)).casefold()
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.findall(r"[a-z]+", plain)
