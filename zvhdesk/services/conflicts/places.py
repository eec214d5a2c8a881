"""Every question that waits, and where it stands: for the rail's count and for the page that lists them.

Only what may be seen and settled here: nothing of a shielded case, or of one whose term is over, is counted
or named (WGS 2.31(8), 1.8(7)).
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import Cell, versions
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.house import CaseTable
from zvhdesk.models.meetings import Meeting
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services.case_door import is_over
from zvhdesk.services.conflicts import of_judgements, reading, wording
from zvhdesk.services.conflicts.asked import Asked
from zvhdesk.services.conflicts.rows import Conflict, OpenQuestion
from zvhdesk.services.words import day

_TABS = {
    **dict.fromkeys(("subject", "person"), "persons"),
    "contribution": "information",
    **dict.fromkeys(("goal", "action", "plan"), "plan"),
}
_SECTIONS = {
    **dict.fromkeys(("house", "municipality", "work_area"), "house"),
    "device": "devices",
    "member": "people",
    "partner": "partners",
    "case_table": "tables",
}
_NOTED = frozenset({"note_paragraph", "agenda_item"})


def all_open(session: Session, today: date) -> tuple[OpenQuestion, ...]:
    """Every question that waits on this desk, for what may be seen here."""
    found = [_question(session, cell, today) for cell in sorted(versions.cells(session))]
    found += [_of_judgement(session, *asked, today) for asked in of_judgements.all_asked(session)]
    return tuple(one for one in found if one is not None)


def count(session: Session, today: date) -> int:
    """How many there are."""
    return len(all_open(session, today))


def of_the_gone(session: Session, today: date) -> Asked:
    """What is asked about a case or a meeting that is itself gone: it has no page to show it on."""
    cells = [one.cell for one in all_open(session, today) if not one.page]
    found = (reading.gone_row(session, tbl, row) for tbl, row, _ in cells)
    return Asked(gone=tuple(one for one in found if one is not None))


def rows_in_conflict(session: Session, tbl: str) -> frozenset[str]:
    """The rows of a table about which a person is asked, for a mark in a list."""
    cells = {cell for cell in versions.cells(session) if cell[0] == tbl}
    return frozenset(row for _, row, _ in reading.of_cells(session, cells)) if cells else frozenset()


def _question(session: Session, cell: Cell, today: date) -> OpenQuestion | None:
    tbl, row_id, col = cell
    row = session.get(BY_NAME[tbl], row_id)
    if row is None:
        return None
    if col == DELETED:
        gone = reading.gone_row(session, tbl, row_id)
        asked = gone is not None
        label = f"{wording.KINDS[tbl]}: {gone.how if gone is not None else ''}"
    else:
        asked = not row.deleted and reading.of_cell(session, cell) is not None
        label = wording.label(tbl, col)
    case_id = _case_of(session, row, today)
    if not asked:
        return None
    if case_id is None:
        return _of_house(session, cell, label, row)
    return _of_case(session, cell, label, (row, case_id), today)


def _of_judgement(session: Session, case_id: str, asked: Conflict, today: date) -> OpenQuestion | None:
    row = session.get(BY_NAME[asked.cell[0]], asked.cell[1])
    return None if row is None else _of_case(session, asked.cell, asked.label, (row, case_id), today)


def _of_case(
    session: Session, cell: Cell, label: str, where: tuple[Replicated, str], today: date
) -> OpenQuestion | None:
    row, case_id = where
    case = session.get(Case, case_id) if case_id else None
    if case is None or case.shielded or is_over(case, today):
        return None
    if case.deleted:
        return OpenQuestion(cell, label, case.number, "") if row is case else None
    meeting = _meeting_of(session, row) if cell[0] in _NOTED else None
    if meeting is not None:
        return OpenQuestion(cell, label, case.number, *_at_meeting(meeting))
    return OpenQuestion(cell, label, case.number, "dossier", (case.id, _TABS.get(cell[0], "overview")))


def _case_of(session: Session, row: Replicated, today: date) -> str | None:
    """The case in which a row is shown; empty when there is none that may be seen, None outside cases."""
    if isinstance(row, Case):
        return row.id
    if isinstance(row, Person):
        cases = session.scalars(
            select(Case)
            .join(Subject, Subject.case_id == Case.id)
            .where(Subject.person_id == row.id, ~Subject.deleted, ~Case.deleted, ~Case.shielded)
            .order_by(Case.id)
        )
        return next((case.id for case in cases if not is_over(case, today)), "")
    found: str | None = getattr(row, "case_id", None)
    return found


def _of_house(session: Session, cell: Cell, label: str, row: Replicated) -> OpenQuestion | None:
    meeting = row if isinstance(row, Meeting) else _meeting_of(session, row)
    if meeting is not None:
        table = session.get(CaseTable, meeting.table_id)
        where = f"{table.name if table else 'Bijeenkomst'}, {day(meeting.held_on)}"
        if meeting.deleted:
            return OpenQuestion(cell, label, where, "") if row is meeting else None
        return OpenQuestion(cell, label, where, *_at_meeting(meeting))
    name = wording.row_text(row)
    where = f"{wording.KINDS[cell[0]]} {name}".strip()
    return OpenQuestion(cell, label, where, "admin", _SECTIONS.get(cell[0], ""))


def _meeting_of(session: Session, row: Replicated) -> Meeting | None:
    if (item := getattr(row, "item_id", None)) is not None:
        row = session.get(BY_NAME["agenda_item"], item) or row
    meeting: str | None = getattr(row, "meeting_id", None)
    return session.get(Meeting, meeting) if meeting else None


def _at_meeting(meeting: Meeting) -> tuple[str, str]:
    return ("console" if meeting.state is MeetingState.LIVE else "tables", meeting.id)
