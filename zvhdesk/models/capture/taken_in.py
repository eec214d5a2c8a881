"""A person who has a place in a case: they stand, whoever took their being recorded back.

Whoever did so could not know of the other case; on one desk it is refused. It follows from what stands in the
rows, so that every desk that has the same says the same (docs/decisions/0025).
"""

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import Versions
from zvhdesk.models.at_once import among
from zvhdesk.models.capture.records import DELETED, Row
from zvhdesk.models.cases import Subject
from zvhdesk.models.people import Person

PERSON, SUBJECT = Person.__tablename__, Subject.__tablename__


def stands(session: Session, row: Row) -> bool:
    """Whether it is a person to whom a place in a case points that is not deleted itself."""
    of = select(Subject.id).where(Subject.person_id == row[1], ~Subject.deleted).limit(1)
    return row[0] == PERSON and session.scalar(of) is not None


def pointed_at(session: Session, rows: Collection[Row]) -> set[Row]:
    """Of the places in cases among these, which were written: who may stand now, or no longer."""
    subjects = [row for tbl, row in rows if tbl == SUBJECT]
    if not subjects:
        return set()
    taken = select(Subject.person_id).where(among(Subject.id, subjects), ~Subject.deleted)
    held = select(Versions.row).where(Versions.tbl == PERSON, Versions.col == DELETED)
    of = select(Person.id).where(or_(Person.id.in_(taken) & Person.deleted, Person.id.in_(held)))
    return {(PERSON, row) for row in session.scalars(of)}
