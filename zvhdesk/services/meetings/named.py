"""Names from a case that are typed where no case is: they would outlive it, so they are asked about once.

The attendance list and a point without a case are in the common stream of meetings (DATA.md 3). A name there
may be meant, so it is never refused: who confirms it as it stands has it saved.
"""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from zvhdesk.domain.masking import PersonName, Span, named, suspects
from zvhdesk.domain.refusals import Doubtful, Refused
from zvhdesk.domain.terms import Phase
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting
from zvhdesk.models.people import Person
from zvhdesk.services.meetings.door import known_meeting

_SENTENCE = "{} kan een naam uit een casus zijn; nog een keer Enter zet dit toch buiten het dossier."


def doubt_guest(session: Session, meeting_id: str, organisation: str, name: str) -> None:
    """Whether a guest bears a name of somebody in a case of this table, in either field.

    Raises Refused(Doubtful) with the label of the field. Another name is a guest's own.
    """
    people = _people(session, known_meeting(session, meeting_id))
    for field, typed in (("Organisatie", organisation), ("Naam", name)):
        _doubt(field, typed, named(typed, people))


def doubt_point(session: Session, meeting_id: str, title: str) -> None:
    """Whether the title of a point without a case has a name in it, known or likely.

    Raises Refused(Doubtful) with the column `title`.
    """
    meeting = known_meeting(session, meeting_id)
    found = named(title, _people(session, meeting))
    likely = suspects(title, _no_people(session, meeting))
    _doubt("title", title, found or likely)


def doubt_edit(session: Session, item: AgendaItem, column: str, title: str) -> None:
    """The same for an item of an agenda whose `column` is to read so; that of a case is in its stream."""
    if column == "title" and item.case_id is None and title != item.title:
        doubt_point(session, item.meeting_id, title)


def _doubt(field: str, text: str, spans: Sequence[Span]) -> None:
    if spans:
        said = " en ".join(f"“{each}”" for each in dict.fromkeys(text[at.start : at.end] for at in spans))
        raise Refused(Doubtful(field, _SENTENCE.format(said)))


def _people(session: Session, meeting: Meeting) -> list[PersonName]:
    """Everyone in the cases that this table discusses, or that are on this agenda; of no shielded case."""
    on_agenda = select(AgendaItem.case_id).where(AgendaItem.meeting_id == meeting.id, ~AgendaItem.deleted)
    at_table = and_(Case.table_id == meeting.table_id, Case.phase == Phase.AT_TABLE)
    found = session.execute(
        select(Person.initials, Person.prefix, Person.surname)
        .join(Subject, Subject.person_id == Person.id)
        .join(Case, Case.id == Subject.case_id)
        .where(~Person.deleted, ~Subject.deleted, ~Case.shielded, ~Case.deleted)
        .where(or_(at_table, Case.id.in_(on_agenda)))
        .distinct()
    )
    return [PersonName(*name) for name in found]


def _no_people(session: Session, meeting: Meeting) -> list[str]:
    """Names that are no person's: partners, the table, who comes for whom, and where it is held."""
    partners = session.scalars(select(Partner.name).where(~Partner.deleted))
    guests = session.scalars(select(Attendance.organisation).where(Attendance.meeting_id == meeting.id))
    table = session.get(CaseTable, meeting.table_id)
    names = [*partners, *guests, meeting.place, table.name if table is not None else None]
    return [name for name in names if name]
