"""A person whose stream is to be destroyed, while this desk took them into a case that stays.

Who ordered it could not know: the two desks had not exchanged. The old stream goes whole, with its key and
history; the case that stays goes on with the person, in a new stream (docs/decisions/0021).
"""

from collections.abc import Collection, Iterator

from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.domain.terms import KEEPING
from zvhdesk.models.agreeing import DestroyedStream
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, versions
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.cases import Subject
from zvhdesk.models.local import Draft
from zvhdesk.models.people import Person
from zvhdesk.services.case_door import working_case
from zvhdesk.services.desk import Desk

FILL_IN = "person.fill_in"
_ITS_OWN = frozenset({"id", "stream_id", DELETED, "possible_duplicate"})
"""What the new row has of itself: the rest says who it is, and is written again."""


def keep(desk: Desk, going: Collection[str]) -> None:
    """Write down anew who stands by this desk's act in a case that stays. Before `going` is destroyed.

    Only the desk that took the person in does so: then there is one new row, whoever hears of what first.
    Broken off after it, the next try finds nobody to keep.
    """
    if desk.read(lambda session: any(_by_this_desk(session, going, desk.device))):
        desk.change(lambda session: _again(session, going, desk.device), KEEPING)


def fill_in(session: CaptureSession, subject_id: str) -> None:
    """A new person, without a name, where the data are gone. Raises Refused(CaseGone | RetentionPassed)."""
    subject = session.get(Subject, subject_id)
    if subject is None or subject.deleted:
        raise Refused(CaseGone())
    working_case(session, subject.case_id)
    if session.get(Person, subject.person_id) is None:
        person = Person(stream_id=new_id())
        session.add_all_new([person])
        subject.person_id = person.id


def _again(session: CaptureSession, going: Collection[str], device: str) -> None:
    new: dict[str, Person] = {}
    for subject in list(_by_this_desk(session, going, device)):
        old = session.get_one(Person, subject.person_id)
        if old.id not in new:
            new[old.id] = Person(stream_id=new_id())
            for column in inspect(Person).column_attrs:
                if column.key not in _ITS_OWN:
                    setattr(new[old.id], column.key, getattr(old, column.key))
            session.add_all_new([new[old.id]])
            session.execute(update(Draft).where(Draft.row == old.id).values(row=new[old.id].id))
        subject.person_id = new[old.id].id


def _by_this_desk(session: Session, going: Collection[str], device: str) -> Iterator[Subject]:
    """Whoever is of a stream that goes, and was taken last by this desk into a case that does not."""
    destroyed = select(DestroyedStream.stream)
    rows = session.scalars(
        select(Subject)
        .join(Person, Person.id == Subject.person_id)
        .where(Person.stream_id.in_(going), ~Person.deleted)
        .where(~Subject.deleted, Subject.stream_id.not_in(going), Subject.stream_id.not_in(destroyed))
        .order_by(Subject.id)
    ).all()
    return (row for row in rows if _took_in(session, row) == device)


def _took_in(session: Session, subject: Subject) -> str | None:
    """The device by whose act this place in a case stands: that made it, or brought it back."""
    for column in (DELETED, "person_id"):
        stand = versions.of_cell(session, (Subject.__tablename__, subject.id, column))
        if stand:
            return versions.shown(stand).device
    return None
