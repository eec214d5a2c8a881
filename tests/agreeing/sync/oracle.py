"""What truly happened before what, kept beside desks that write: it says what must stand in the end."""

import json
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from tests.agreeing.sync.desks import Station
from tests.recording.state import state
from zvhdesk.models.capture import versions
from zvhdesk.models.cases import Case

COLS = ("question", "main_topic")
Cell = tuple[str, str]
"""A case and a column of it."""


@dataclass
class Oracle:
    """Every writing that was saved, by its text: where, by whom, what its author had seen in that cell."""

    seen: dict[str, frozenset[str]] = field(default_factory=dict)
    where: dict[str, Cell] = field(default_factory=dict)
    by: dict[str, int] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)
    """The choices between versions that were taken back: they count as not made."""

    def saved(self, text: str, cell: Cell, by: int, seen: frozenset[str]) -> None:
        """A desk wrote this. What the same desk wrote there before, it had seen."""
        own = {old for old, who in list(self.by.items()) if who == by and self.where[old] == cell}
        self.seen[text], self.where[text], self.by[text] = seen | own, cell, by

    def stands(self, cell: Cell) -> set[str]:
        """What nobody who wrote there had seen."""
        here = {text for text, at in self.where.items() if at == cell and text not in self.undone}
        return {text for text in here if not any(text in self.seen[other] for other in here)}

    def known(self, texts: set[str]) -> frozenset[str]:
        """These, and all that their authors had seen."""
        written = texts & self.where.keys()
        return frozenset(written | {old for text in written for old in self.seen[text]})


def texts(session: Session, cell: Cell) -> set[str]:
    """The versions that stand in a cell on a desk."""
    kept = versions.of_cell(session, ("case_", *cell))
    return {str(json.loads(one.new)) for one in kept}


def require_agreement(desks: list[Station], oracle: Oracle, cells: list[Cell], what: str) -> None:
    """All desks hold the same; of each cell exactly what must stand does; the row shows one of those."""
    require_same(desks, what)
    require_versions(desks, oracle, cells, what)


def require_same(desks: list[Station], what: str) -> None:
    """All desks hold the same."""
    holds = desks[0].desk.read(state)
    assert all(one.desk.read(state) == holds for one in desks[1:]), what


def require_versions(desks: list[Station], oracle: Oracle, cells: list[Cell], what: str) -> None:
    """Of each cell exactly what must stand does; the row shows one of those, the same on all."""
    for cell in cells:
        wanted, on_screen = oracle.stands(cell), set[str | None]()
        for one in desks:
            assert one.desk.read(lambda s, c=cell: texts(s, c)) == wanted, what  # type: ignore[misc]
            shown = one.desk.read(lambda s, c=cell: getattr(s.get_one(Case, c[0]), c[1]))  # type: ignore[misc]
            assert shown in wanted if wanted else shown is None, what
            on_screen.add(shown)
        assert len(on_screen) == 1, what
