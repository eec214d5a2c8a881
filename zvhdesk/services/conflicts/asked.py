"""All that is asked about one case, one meeting or the house, besides what the fields of a page show."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import Cell, versions
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.cases import Case
from zvhdesk.models.meetings import AgendaItem
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services.conflicts import of_judgements
from zvhdesk.services.conflicts.reading import gone_row, of_cell
from zvhdesk.services.conflicts.rows import Conflict, GoneRow


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for a choice: cells that no field of the page shows, and rows edited while deleted."""

    conflicts: tuple[Conflict, ...] = ()
    gone: tuple[GoneRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.gone)

    def of(self, tables: Collection[str]) -> "Asked":
        """Of these tables only."""
        return Asked(
            tuple(one for one in self.conflicts if one.cell[0] in tables),
            tuple(one for one in self.gone if one.tbl in tables),
        )


NOTHING = Asked()


def of_case(session: Session, case_id: str, shown: Collection[Cell] = ()) -> Asked:
    """What is asked in the rows of a case; names of persons are asked about in their own fields."""

    def is_of(row: Replicated) -> bool:
        return row.id == case_id or getattr(row, "case_id", None) == case_id

    found = _asked(session, is_of, shown)
    judged = of_judgements.of_case(session, case_id)
    return found if judged is None else Asked((*found.conflicts, judged), found.gone)


def of_meeting(session: Session, meeting_id: str, shown: Collection[Cell] = ()) -> Asked:
    """What is asked about a meeting: itself, who was there, its agenda, and what was noted under it.

    Of a shielded case nothing.
    """

    def is_of(row: Replicated) -> bool:
        item = session.get(AgendaItem, getattr(row, "item_id", None) or "")
        case = session.get(Case, getattr(row, "case_id", None) or "")
        if case is not None and (case.shielded or case.deleted):
            return False
        return meeting_id in (row.id, getattr(row, "meeting_id", None), item.meeting_id if item else None)

    return _asked(session, is_of, shown)


def of_tables(session: Session, tables: Collection[str], shown: Collection[tuple[str, str]] = ()) -> Asked:
    """What is asked about the rows of these tables; `shown` are (table, column) that have a field."""
    found = _asked(session, lambda row: row.__tablename__ in tables, ())
    return Asked(tuple(one for one in found.conflicts if (one.cell[0], one.cell[2]) not in shown), found.gone)


def _asked(session: Session, is_of: Callable[[Replicated], bool], shown: Collection[Cell]) -> Asked:
    conflicts: list[Conflict] = []
    gone: list[GoneRow] = []
    for cell in sorted(versions.cells(session)):
        row = session.get(BY_NAME[cell[0]], cell[1])
        if row is None or not is_of(row):
            continue
        if cell[2] == DELETED:
            back = gone_row(session, *cell[:2])
            gone += [back] if back is not None else []
        elif not row.deleted and cell not in shown:
            several = of_cell(session, cell)
            conflicts += [several] if several is not None else []
    return Asked(tuple(conflicts), tuple(gone))
