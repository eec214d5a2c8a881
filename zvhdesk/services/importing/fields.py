"""What a column of a register can be."""

from enum import StrEnum


class Field(StrEnum):
    """A target of the import. The values are the headings of our own layout."""

    NUMBER = "casusnummer"
    REFERRED_ON = "aanmelddatum"
    REFERRER = "aanmelder"
    MUNICIPALITY = "gemeente"
    NAME = "naam"
    INITIALS = "voorletters"
    PREFIX = "voorvoegsel"
    SURNAME = "achternaam"
    BIRTH = "geboortedatum"
    BSN = "bsn"
    PRODUCT = "product"
    TABLE = "casustafel"
    TOPIC = "hoofdonderwerp"
    MENTAL_HEALTH = "ggz"
    MILD_DISABILITY = "lvb"
    ADDICTION = "verslaving"
    STALKING = "stalking"
    MINORS = "minderjarige_kinderen"
    BORDER = "gemeentegrens"
    LIFE_COURSE = "levensloopaanpak"
    WAITING_SINCE = "werkvoorraad_sinds"
    STARTED_ON = "start_behandeling"
    CLOSED_ON = "afgesloten"


LABELS: dict[Field, str] = {
    Field.NUMBER: "Casusnummer",
    Field.REFERRED_ON: "Aanmelddatum",
    Field.REFERRER: "Aanmelder",
    Field.MUNICIPALITY: "Gemeente",
    Field.NAME: "Naam (in één kolom)",
    Field.INITIALS: "Voorletters",
    Field.PREFIX: "Voorvoegsel",
    Field.SURNAME: "Achternaam",
    Field.BIRTH: "Geboortedatum",
    Field.BSN: "BSN",
    Field.PRODUCT: "Product",
    Field.TABLE: "Casustafel",
    Field.TOPIC: "Hoofdonderwerp",
    Field.MENTAL_HEALTH: "Psychische gezondheid",
    Field.MILD_DISABILITY: "Licht verstandelijke beperking",
    Field.ADDICTION: "Verslaving",
    Field.STALKING: "Stalking",
    Field.MINORS: "Minderjarige kinderen",
    Field.BORDER: "Gemeentegrens",
    Field.LIFE_COURSE: "Levensloopaanpak",
    Field.WAITING_SINCE: "Werkvoorraad sinds",
    Field.STARTED_ON: "Start behandeling",
    Field.CLOSED_ON: "Afgesloten",
}
"""How the mapping step calls each field."""

REQUIRED = (Field.NUMBER, Field.REFERRED_ON)
FLAGS = (
    Field.MENTAL_HEALTH,
    Field.MILD_DISABILITY,
    Field.ADDICTION,
    Field.STALKING,
    Field.MINORS,
    Field.LIFE_COURSE,
)
CASE_DATES = (Field.REFERRED_ON, Field.WAITING_SINCE, Field.STARTED_ON, Field.CLOSED_ON)
"""In the order in which they happen."""
