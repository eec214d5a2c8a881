"""What stands beneath a row, and goes out of view when that is deleted.

Of a case all that is in it, of a meeting its agenda and who comes, of a point what was noted under it, of
a place in a case who has it.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import Versions
from zvhdesk.models.asked import asked
from zvhdesk.models.at_once import given, those_given
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.capture.undone import Written
from zvhdesk.models.cases import Action, Case, Contribution, Subject
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting, NoteParagraph, Turn
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision
from zvhdesk.models.tables import REPLICATED

Row = tuple[str, str]
"""Table and row id."""

# A turn is what the console keeps of who spoke; what was said is a contribution.
_OF_CASE: Final[Sequence[Any]] = [cls for cls in REPLICATED if hasattr(cls, "case_id") and cls is not Turn]
_OF_MEETING: Final[Sequence[Any]] = (AgendaItem, Attendance)
_OF_POINT: Final[Sequence[Any]] = (NoteParagraph, Contribution, Action, Decision)

# Asked at every page that comes in: to put these together takes longer than to ask them.
_CASES: Final = select(Case.id).where(Case.stream_id.in_(those_given("streams")), Case.deleted)
_PARENTS: Final = [
    (
        cls.__tablename__,
        parent.__tablename__,
        select(parent.id)
        .join(cls, getattr(cls, col) == parent.id)
        .where(cls.id.in_(those_given("ids")), parent.deleted)
        .distinct(),
    )
    for classes, col, parent in ((_OF_MEETING, "meeting_id", Meeting), (_OF_POINT, "item_id", AgendaItem))
    for cls in classes
]
_OF_PEOPLE: Final = (
    select(Case.id)
    .join(Subject, Subject.case_id == Case.id)
    .join(Person, Person.id == Subject.person_id)
    .where(Person.id.in_(those_given("ids")), Person.deleted, Case.deleted)
    .distinct()
)
_PLACES: Final = select(Subject.id).where(Subject.person_id.in_(those_given("ids")), Subject.deleted)


def rows_beneath(session: Session, row: Row, gone: Sequence[Written]) -> list[Row]:
    """The rows beneath one that these deletions took away, as far as somebody else may have written there."""
    tbl, row_id = row
    if tbl == Case.__tablename__:
        return _in_case(session, row_id) if _others_wrote(session, row_id, gone) else _people(session, row_id)
    if tbl == Meeting.__tablename__:
        return _rows(session, _OF_MEETING, "meeting_id", row_id)
    if tbl == Subject.__tablename__:
        who = select(Person.id).join(Subject, Subject.person_id == Person.id).where(Subject.id == row_id)
        return [(Person.__tablename__, person) for person in session.scalars(who)]
    return _rows(session, _OF_POINT, "item_id", row_id) if tbl == AgendaItem.__tablename__ else []


def above(session: Session, rows: Collection[Row], streams: Collection[str]) -> set[Row]:
    """The deleted rows beneath which these stand. `streams` are those they are in: a case has its own."""
    by_table: dict[str, list[str]] = {}
    for tbl, row in rows:
        by_table.setdefault(tbl, []).append(row)
    cases = asked(session, _CASES, streams=given(streams)).scalars()
    found = {(Case.__tablename__, row) for row in cases}
    for tbl, parent, ready in _PARENTS:
        if tbl in by_table:
            parents = asked(session, ready, ids=given(by_table[tbl])).scalars()
            found.update((parent, row) for row in parents)
    people = by_table.get(Person.__tablename__)
    if people:
        cases = asked(session, _OF_PEOPLE, ids=given(people)).scalars()
        found.update((Case.__tablename__, row) for row in cases)
        left = asked(session, _PLACES, ids=given(people)).scalars()
        found.update((Subject.__tablename__, row) for row in left)
    return found


def _in_case(session: Session, case: str) -> list[Row]:
    return _rows(session, _OF_CASE, "case_id", case) + _people(session, case)


def _people(session: Session, case: str) -> list[Row]:
    """Of a case the people who went with it and were edited meanwhile: each has a stream of its own."""
    tbl = Person.__tablename__
    kept = exists().where(Versions.tbl == tbl, Versions.row == Person.id, Versions.col == DELETED)
    of = select(Person.id).join(Subject, Subject.person_id == Person.id).where(Subject.case_id == case)
    gone = of.where(Person.deleted, kept).distinct().order_by(Person.id)
    return [(tbl, row) for row in session.scalars(gone)]


def _others_wrote(session: Session, case: str, gone: Sequence[Written]) -> bool:
    """Whether another than who deleted it ever wrote in the case: an import that is taken back is many."""
    stream = select(Case.stream_id).where(Case.id == case).scalar_subquery()
    wrote = select(ChangeSet.device, ChangeSet.run).where(ChangeSet.stream_id == stream).distinct()
    by = {(one.version.device, one.version.run) for one in gone}
    return len(by) > 1 or any((device, run) not in by for device, run in session.execute(wrote))


def _rows(session: Session, classes: Sequence[Any], col: str, parent: str) -> list[Row]:
    return [
        (cls.__tablename__, row)
        for cls in classes
        for row in session.scalars(select(cls.id).where(getattr(cls, col) == parent).order_by(cls.id))
    ]
