"""Saying which version holds: an ordinary act, through the door of the row, by someone who saw them all."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, CaseGone, MeetingStarted, Refused
from zvhdesk.domain.terms import ItemState, MeetingState, Regime
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import CaptureSession, Cell, begun, head_rev, undone, versions
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.cases import Case, CriterionJudgement, Subject
from zvhdesk.models.codec import Value, decode
from zvhdesk.models.house import CaseTable
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME, column_of
from zvhdesk.services import regimes
from zvhdesk.services.case_door import working_case
from zvhdesk.services.conflicts import of_judgements, of_persons, reading
from zvhdesk.services.conflicts.kinds import ALONG
from zvhdesk.services.conflicts.rows import Conflict
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.row_door import refuse_unless_open, standing_row

SETTLE = "conflict.settle"
"""The intent of a choice between versions."""
_AT_TABLE = "De bijeenkomst loopt nog. Als zij gesloten is, kan dit punt van de agenda."


@dataclass(frozen=True, slots=True)
class Settled:
    """The choice stands. `text` is what the field holds, `rev` what a form shows from here on."""

    text: str
    rev: int


def choose(session: CaptureSession, conflict: Conflict, version: str) -> Settled | Conflict | None:
    """Let one version hold, by its id. What the card did not show is not decided unseen.

    When another version came in since, nothing is written and the card of now is returned; None when it was
    settled elsewhere meanwhile. Raises what the row's door says: CaseGone, RetentionPassed, AttendeeGone; and
    BadInput for a casustafel that would go to or from the regime of CTER.
    """
    _, _, col = conflict.cell
    judged = session.get(CriterionJudgement, conflict.cell[1])
    if judged is not None:
        return _choose_judgement(session, conflict, judged.case_id, version)

    def take(row: Replicated) -> str:
        rev = _rev_of(session, conflict.cell, version)
        _take(session, row, col, rev)
        for along in ALONG.get((row.__tablename__, col), ()):
            _take(session, row, along, rev)
        if isinstance(row, Subject) and of_persons.is_place(conflict.cell):
            others = _values(session, conflict.cell).values()
            of_persons.complete(session, row.person_id, (str(one) for one in others if one != row.person_id))
        return next(one for one in conflict.versions if one.id == version).text

    return _settle(session, conflict, take)


def join(session: CaptureSession, conflict: Conflict) -> Settled | Conflict | None:
    """Let all of them hold, beneath each other in the order in which they were written: for a long text.

    Answers and raises as `choose`, and Refused(BadInput) when together they are too long for the field.
    """
    tbl, _, col = conflict.cell

    def take(row: Replicated) -> str:
        field = FIELDS[tbl, col]
        in_order = sorted(conflict.versions, key=lambda one: (one.wall_ms, one.id))
        setattr(row, col, field.read("\n".join(one.text for one in in_order)))
        return field.write(getattr(row, col))

    return _settle(session, conflict, take)


def _settle(
    session: CaptureSession, conflict: Conflict, take: Callable[[Replicated], str]
) -> Settled | Conflict | None:
    """When what the card shows is all that stands: have the row take it. `take` returns how it reads."""
    tbl, row_id, _ = conflict.cell
    row = standing_row(session, tbl, row_id)
    refuse_unless_open(session, row)
    now = reading.of_cell(session, conflict.cell)
    if now is None or now.seen != conflict.seen:
        return now
    return _settled(session, take(row))


def _settled(session: CaptureSession, text: str) -> Settled:
    session.flush()
    return Settled(text, head_rev(session) + len(session.touched_streams))


def _choose_judgement(
    session: CaptureSession, conflict: Conflict, case_id: str, version: str
) -> Settled | Conflict | None:
    """The row of the card may be gone: whoever chose elsewhere recorded the judgement once more."""
    working_case(session, case_id)
    now = of_judgements.of_case(session, case_id)
    if now is None or conflict.seen != now.seen:
        return now
    of_judgements.take(session, case_id, version)
    return _settled(session, "")


def seen_beside(session: CaptureSession, cell: Cell, shown_rev: int) -> int:
    """Up to which rev somebody who goes on in a text of their own has replaced what others wrote.

    What stands beside it already is not replaced by typing on: only a choice does that.
    """
    stand = versions.of_cell(session, cell)
    if len(stand) < 2:
        return shown_rev
    return min([shown_rev, *(one.rev - 1 for one in stand if versions.is_anothers(one, session.act.device))])


def stand_by(session: CaptureSession, row: Replicated, col: str) -> None:
    """What was typed is what the row shows already, beside another version: it is chosen all the same."""
    cell = (row.__tablename__, row.id, col)
    others = [one for one in _values(session, cell).values() if one != getattr(row, col)]
    if others:
        session.chose(row, col, others[-1])


def restore(session: CaptureSession, tbl: str, row_id: str) -> None:
    """Bring back a row that was edited while it was deleted, as it stands with those edits.

    With a case comes what the same act took with it: its betrokkenen, its aanmelding; so with a meeting.
    What stands already, because it had begun, is said to stand.
    """
    row = _deleted(session, tbl, row_id)
    for one in (row, *_gone_along(session, row)):
        _say(session, one, deleted=False)


def leave(session: CaptureSession, tbl: str, row_id: str) -> None:
    """Whoever saw the edits says that it stays deleted; what stands because it had begun is so no longer.

    Raises Refused(MeetingStarted) for a meeting that runs, and BadInput for a point discussed at one.
    """
    row = _deleted(session, tbl, row_id)
    if isinstance(row, Meeting) and row.state is MeetingState.LIVE:
        raise Refused(MeetingStarted())
    if isinstance(row, AgendaItem) and row.state in (ItemState.RUNNING, ItemState.DONE):
        meeting = session.get(Meeting, row.meeting_id)
        if meeting is not None and meeting.state is MeetingState.LIVE:
            raise Refused(BadInput("Agendapunt", _AT_TABLE))
    _say(session, row, deleted=True)


def _say(session: CaptureSession, row: Replicated, *, deleted: bool) -> None:
    if row.deleted == deleted:
        session.chose(row, DELETED, not deleted)
    row.deleted = deleted


def _deleted(session: CaptureSession, tbl: str, row_id: str) -> Replicated:
    row = session.get(BY_NAME[tbl], row_id)
    if row is None or reading.gone_row(session, tbl, row_id) is None:
        raise Refused(CaseGone())
    if not isinstance(row, Case):
        refuse_unless_open(session, row)
    elif row.shielded:
        raise Refused(CaseGone())
    return row


def _gone_along(session: Session, row: Replicated) -> list[Replicated]:
    if isinstance(row, Meeting):
        of = (row.__tablename__, row.id)
        gone_with = begun.gone_with(session, of, undone.log_of_row(session, of))
        return [session.get_one(BY_NAME[tbl], row_id) for tbl, row_id in gone_with]
    if not isinstance(row, Case):
        return []
    # Whoever left it deleted since took nothing along.
    said = undone.log_of_row(session, (row.__tablename__, row.id))[DELETED]
    of_act = select(ChangeSet.rev).where(ChangeSet.act.in_({one.act for one in said if one.deletes}))
    ops = session.execute(
        select(ChangeOp.tbl, ChangeOp.row).where(
            ChangeOp.rev.in_(of_act), ChangeOp.col == DELETED, ChangeOp.new == "true"
        )
    )
    gone = [
        found for tbl, of in ops if (found := session.get(BY_NAME[tbl], of)) is not None and found.deleted
    ]
    mine = [one for one in gone if getattr(one, "case_id", None) == row.id]
    people = {one.person_id for one in mine if isinstance(one, Subject)}
    return mine + [one for one in gone if isinstance(one, Person) and one.id in people]


def _take(session: CaptureSession, row: Replicated, col: str, rev: int) -> None:
    """Let the version of that change set hold in this column, when it wrote it beside others."""
    values = _values(session, (row.__tablename__, row.id, col))
    if rev not in values or len(values) == 1:
        return
    chosen, stands = values[rev], getattr(row, col)
    if isinstance(row, CaseTable) and isinstance(chosen, Regime):
        regimes.keep_as_made(session, row, chosen)
    if chosen != stands:
        setattr(row, col, chosen)
        return
    others = [value for of, value in values.items() if of != rev and value != chosen]
    if others:
        session.chose(row, col, others[-1])


def _values(session: Session, cell: Cell) -> dict[int, Value]:
    """The values that stand at a cell, by rev, oldest here first."""
    column = column_of(cell[0], cell[2])
    return {one.rev: decode(one.new, column) for one in versions.of_cell(session, cell)}


def _rev_of(session: Session, cell: Cell, version: str) -> int:
    stand = {one.rev for one in versions.of_cell(session, cell)}
    headers = reading.headers(session, sorted(stand))
    return next(rev for rev, header in headers.items() if reading.id_of(header) == version)
