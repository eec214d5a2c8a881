"""Two judgements of lid 1 that desks recorded apart: asked about as a whole, never criterion by criterion.

Their rows are not versions of each other, so that no cell disagrees. Whoever chooses records the chosen one
once more, in the place of all that stand: two that choose apart and differ are asked again.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from zvhdesk.models.capture import CaptureSession, head_rev
from zvhdesk.models.cases import CriterionJudgement
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import judgements
from zvhdesk.services.conflicts import reading, wording
from zvhdesk.services.conflicts.rows import Conflict
from zvhdesk.services.devices import labels
from zvhdesk.services.judgements import Judgement
from zvhdesk.services.words import day, yes_no

TABLE = CriterionJudgement.__tablename__
_CELL = "criterion"


def of_case(session: Session, case_id: str) -> Conflict | None:
    """The judgements of a case that differ, the one that is shown first; None when nobody need be asked."""
    found = judgements.standing(session, case_id)
    if not judgements.differ(found):
        return None
    by, named = reading.headers(session, [one.rev for one in found]), labels(session)
    told: dict[object, Judgement] = {}
    for one in found:
        told.setdefault(one.said, one)
    return Conflict(
        cell=_cell(found[0]),
        label=wording.label(TABLE, _CELL),
        versions=tuple(
            reading.version(session, by[one.rev], ("", _words(one)), named, shown=one is found[0])
            for one in told.values()
        ),
        fills=False,
        about="",
        seen=frozenset(reading.id_of(by[one.rev]) for one in found),
        rev=head_rev(session),
    )


def all_asked(session: Session) -> list[tuple[str, Conflict]]:
    """Every case about whose judgement is asked."""
    asked = ((case_id, of_case(session, case_id)) for case_id in judgements.judged_again(session))
    return [(case_id, conflict) for case_id, conflict in asked if conflict is not None]


def take(session: CaptureSession, case_id: str, version: str) -> None:
    """Let one hold, by its id."""
    found = judgements.standing(session, case_id)
    by: Mapping[int, ChangeSet] = reading.headers(session, [one.rev for one in found])
    chosen = next(one for one in found if reading.id_of(by[one.rev]) == version)
    new = [
        CriterionJudgement(
            stream_id=row.stream_id,
            case_id=row.case_id,
            criterion=row.criterion,
            met=row.met,
            ground=row.ground,
            decided_by=row.decided_by,
            decided_on=row.decided_on,
        )
        for row in chosen.rows.values()
    ]
    for row in (row for one in found for row in one.rows.values()):
        row.deleted = True
    session.add_all_new(new)


def _cell(one: Judgement) -> tuple[str, str, str]:
    return (TABLE, next(iter(one.rows.values())).id, _CELL)


def _words(one: Judgement) -> str:
    first = next(iter(one.rows.values()))
    lines = [f"{criterion}: {yes_no(row.met)}. {row.ground}" for criterion, row in one.rows.items()]
    return "\n".join([*lines, f"Beoordeeld op {day(first.decided_on)} door {first.decided_by}."])
