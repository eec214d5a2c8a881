"""How a file is read: which column is which field, and what was said of its organisations. Saved as JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zvhdesk.domain.reading.words import key
from zvhdesk.domain.terms import PartnerClass, PartnerDomain
from zvhdesk.services.importing.fields import REQUIRED, Field
from zvhdesk.services.importing.guessing import Guess
from zvhdesk.services.importing.partners import PartnerAnswer
from zvhdesk.services.importing.source import bad_file

_DOMAIN_WORDS = {
    "zorg": PartnerDomain.CARE,
    "veiligheid": PartnerDomain.SAFETY,
    "gemeente": PartnerDomain.MUNICIPALITY,
    "onbekend": PartnerDomain.UNKNOWN,
} | {domain.value: domain for domain in PartnerDomain}
_CLASS_WORDS = {
    "lid1": PartnerClass.PARAGRAPH_1,
    "lid2": PartnerClass.PARAGRAPH_2,
    "derde": PartnerClass.THIRD,
    "onbekend": PartnerClass.UNKNOWN,
} | {key(class_.value): class_ for class_ in PartnerClass}
_BAD_MAPPING = (
    'Het mappingbestand klopt niet. Er hoort te staan: {"columns": {"kop in het bestand": "casusnummer"}, '
    '"partners": {"naam": {"domain": "veiligheid", "class": "lid 1"}}}.'
)


@dataclass(frozen=True, slots=True)
class Mapping:
    """The field of each column, in the order of the file (None: not taken over), and the partner answers."""

    columns: tuple[Field | None, ...]
    partners: tuple[PartnerAnswer, ...] = ()

    def missing(self) -> tuple[Field, ...]:
        """The fields without which no row can be taken over, and that no column is mapped to."""
        return tuple(field for field in REQUIRED if field not in self.columns)

    def with_column(self, at: int, field: Field | None) -> "Mapping":
        """The mapping after the user's correction; another column that had the field gives it up."""
        columns = [None if found is field else found for found in self.columns]
        columns[at] = field
        return Mapping(tuple(columns), self.partners)

    def with_partners(self, answers: Iterable[PartnerAnswer]) -> "Mapping":
        """The mapping with these answers about organisations."""
        return Mapping(self.columns, tuple(answers))


def mapping_of(guesses: Sequence[Guess]) -> Mapping:
    """The mapping that the guesses propose; of the organisations nothing is said."""
    return Mapping(tuple(guess.field for guess in guesses))


def signature(headings: Sequence[str]) -> str:
    """What two files of the same layout have in common, whatever the order of their columns."""
    return json.dumps(sorted(_heading_keys(headings)))


def to_json(mapping: Mapping, headings: Sequence[str]) -> str:
    """The mapping as text, by heading."""
    named = zip(_heading_keys(headings), mapping.columns, strict=True)
    return json.dumps(
        {
            "columns": {heading: field.value if field else None for heading, field in named},
            "partners": {
                a.name: {"domain": a.domain.value, "class": a.class_.value} for a in mapping.partners
            },
        },
        ensure_ascii=False,
    )


def from_json(text: str, headings: Sequence[str], base: Mapping | None = None) -> Mapping:
    """The mapping in a text, for a file with these headings. Columns that it does not name are as in `base`.

    Raises Refused when the text is not a mapping.
    """
    try:
        found = json.loads(text)
        named = {_column_key(str(name)): _field(value) for name, value in found.get("columns", {}).items()}
        partners = tuple(_answer(str(name), value) for name, value in found.get("partners", {}).items())
    except (ValueError, KeyError, AttributeError, TypeError):
        raise bad_file(_BAD_MAPPING) from None
    keys = _heading_keys(headings)
    if any(name not in keys for name in named):
        raise bad_file("Het mappingbestand noemt een kolom die niet in dit bestand staat.")
    before = base.columns if base is not None else (None,) * len(keys)
    given = {field for field in named.values() if field is not None}
    columns = tuple(
        named.get(name, None if field in given else field) for name, field in zip(keys, before, strict=True)
    )
    taken = [field for field in columns if field is not None]
    if len(taken) != len(set(taken)):
        raise bad_file("Het mappingbestand geeft twee kolommen dezelfde bestemming.")
    return Mapping(columns, partners)


def read_mapping_file(path: Path, headings: Sequence[str], base: Mapping) -> Mapping:
    """The mapping in a file of `--mapping`. Raises Refused."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise bad_file("Het mappingbestand kan niet worden gelezen.") from None
    return from_json(text, headings, base)


def _heading_keys(headings: Sequence[str]) -> list[str]:
    """A key per column; a second column with the same heading is `kop#2`."""
    keys: list[str] = []
    for heading in headings:
        bare = key(heading) or "kolom"
        same = sum(1 for known in keys if known.split("#")[0] == bare)
        keys.append(bare if same == 0 else f"{bare}#{same + 1}")
    return keys


def _column_key(name: str) -> str:
    bare, mark, number = name.partition("#")
    return f"{key(bare) or 'kolom'}{mark}{number}"


def _field(value: Any) -> Field | None:
    return None if value in (None, "") else Field(value)


def _answer(name: str, value: Any) -> PartnerAnswer:
    domain = _DOMAIN_WORDS[str(value.get("domain", "onbekend")).casefold()]
    class_ = _CLASS_WORDS[key(str(value.get("class", "onbekend")))]
    return PartnerAnswer(name, domain, class_)
