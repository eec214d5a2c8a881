"""A person whose stream is to be destroyed, while this desk took them into a case that stays.

Who ordered it could not know: the two desks had not exchanged. The old stream goes whole, with its key and
history; the case that stays goes on with the person, in a new stream (docs/decisions/0021). Two desks that
each write down who stands in one place are asked about: none of the two rows goes unseen (0025).
"""

from collections.abc import Collection, Iterator

from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.domain.terms import KEEPING
from zvhdesk.models.agreeing import DestroyedStream
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, undone, versions
from zvhdesk.models.capture.records import DELETED, Cell
from zvhdesk.models.cases import Subject
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, Draft
from zvhdesk.models.people import Person
from zvhdesk.models.pointers import stands
from zvhdesk.services.case_door import working_case
from zvhdesk.services.desk import Desk

FILL_IN = "person.fill_in"
_PERSON = "person_id"
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
    """A new person, without a name, where the data are gone. Raises Refused(CaseGone | RetentionPassed).

    The data may only be late, or be written down anew elsewhere: then a card asks which of them hold.
    """
    subject = session.get(Subject, subject_id)
    if subject is None or subject.deleted:
        raise Refused(CaseGone())
    working_case(session, subject.case_id)
    if session.get(Person, subject.person_id) is None:
        person = Person(stream_id=new_id())
        session.add_all_new([person])
        stand = versions.of_cell(session, _cell(subject))
        # By a clock that is behind it would stand beside what is not here, and not be shown.
        if stand and versions.shown(stand).at_ms <= session.act.wall_ms:
            session.saw(_cell(subject), min(one.rev for one in stand) - 1)
        subject.person_id = person.id


def _again(session: CaptureSession, going: Collection[str], device: str) -> None:
    new: dict[str, Person] = {}
    for subject, old in list(_by_this_desk(session, going, device)):
        if old.id not in new:
            new[old.id] = Person(stream_id=new_id())
            for column in inspect(Person).column_attrs:
                if column.key not in _ITS_OWN:
                    setattr(new[old.id], column.key, getattr(old, column.key))
            session.add_all_new([new[old.id]])
            session.execute(update(Draft).where(Draft.row == old.id).values(row=new[old.id].id))
        if subject.person_id != old.id:
            # Filled in anew by who had no data here: the one does not take the place of the other.
            stand = versions.of_cell(session, _cell(subject))
            session.saw(_cell(subject), min(one.rev for one in stand) - 1)
        subject.person_id = new[old.id].id


def _by_this_desk(session: Session, going: Collection[str], device: str) -> Iterator[tuple[Subject, Person]]:
    """Whoever is of a stream that goes, and was taken last by this desk into a case that does not.

    Also when the place was filled in anew elsewhere meanwhile.
    """
    destroyed = select(DestroyedStream.stream)
    of = select(Person).where(Person.stream_id.in_(going), ~Person.deleted).order_by(Person.id)
    for person in session.scalars(of).all():
        rows = session.scalars(
            select(Subject)
            .where(Subject.id.in_(select(ChangeOp.row).where(*_points, ChangeOp.new == encode(person.id))))
            .where(stands(Subject), Subject.stream_id.not_in(going), Subject.stream_id.not_in(destroyed))
            .order_by(Subject.id)
        ).all()
        yield from ((row, person) for row in rows if _took_in(session, row, person.id) == device)


def _took_in(session: Session, subject: Subject, person: str) -> str | None:
    """The device by whose act they have this place in a case: that made it, or brought it back.

    None when it wrote them down anew already.
    """
    said = versions.of_cell(session, (Subject.__tablename__, subject.id, DELETED))
    log = undone.log_of_row(session, _cell(subject)[:2], _PERSON)[_PERSON]
    first = next(at for at, one in enumerate(log) if one.version.new == encode(person))
    took = versions.shown(said).device if said else log[first].version.device
    later = {one.version.device for one in log[first + 1 :] if one.version.new != encode(person)}
    return None if took in later else took


def _cell(subject: Subject) -> Cell:
    return (Subject.__tablename__, subject.id, _PERSON)


_points = (ChangeOp.tbl == Subject.__tablename__, ChangeOp.col == _PERSON)
