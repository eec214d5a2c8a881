"""What the set-up can begin with."""

from dataclasses import dataclass

from zvhdesk.services import regions
from zvhdesk.services.setup_answers import RegionChoice

_WORDS: tuple[tuple[RegionChoice, str], ...] = (
    ("twente", "Twente"),
    ("drenthe", "Drenthe"),
    ("empty", "Een ander huis"),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """A region with what it fills in. `municipalities` are codes; `words` stand on the screen."""

    region: RegionChoice
    words: str
    name: str
    work_areas: tuple[str, ...]
    municipalities: tuple[str, ...]


def beginnings() -> tuple[Beginning, ...]:
    """The regions of services.regions, in the order of the screen."""
    made = []
    for region, words in _WORDS:
        preset = regions.preset(region)
        codes = tuple(gemeente.code for gemeente in preset.gemeenten)
        made.append(Beginning(region, words, preset.name, preset.work_areas, codes))
    return tuple(made)
