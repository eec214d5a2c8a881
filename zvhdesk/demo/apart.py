"""The made-up cases of CTER, for the desk of that compartment beside the demo house."""

from datetime import date, timedelta

from sqlalchemy import select

from zvhdesk.demo.moments import ORIGIN
from zvhdesk.domain.terms import Phase, Product, Regime, SubjectRole
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Referral, Subject
from zvhdesk.models.house import CaseTable, Municipality, Partner
from zvhdesk.models.people import Person
from zvhdesk.services import numbering
from zvhdesk.services.desk import Desk

SURNAME = "Ravenhorst"
"""Of everybody in these cases, and of nobody else in the demo house."""
_CASES: tuple[tuple[str, Phase, int, str, str], ...] = (
    ("F.", Phase.REFERRED, 3, "Signalen van een afgesloten groep op internet.", "Duiding van de signalen"),
    ("J.", Phase.ASSESSMENT, 12, "Is een persoonsgerichte aanpak nodig, of volstaat hulp?", "Weging"),
    (
        "T.",
        Phase.AT_TABLE,
        60,
        "Hoe houden we contact nu het gezin zich terugtrekt?",
        "Contact met het gezin",
    ),
    ("N.", Phase.AT_TABLE, 140, "Wat is nodig voor een veilige terugkeer op school?", "Terugkeer op school"),
)
"""Initials, phase, days since the aanmelding, question and main topic."""


def fill_apart(desk: Desk) -> None:
    """Fill a desk of CTER that has the demo house and no case yet."""
    desk.change(lambda session: _fill(session, desk.today()), "case.refer", origin=ORIGIN)


def _fill(session: CaptureSession, today: date) -> None:
    table = session.scalars(select(CaseTable.id).where(CaseTable.regime == Regime.CTER).limit(1)).first()
    police = session.scalars(select(Partner.id).where(Partner.name == "Politie")).one()
    places = session.scalars(select(Municipality.name).order_by(Municipality.name)).all()
    for at, (initials, phase, days, question, topic) in enumerate(_CASES):
        referred, stream = today - timedelta(days=days), new_id()
        case = Case(
            stream_id=stream,
            number=numbering.next_number(session, referred.year),
            phase=phase,
            phase_since=referred + timedelta(days=days // 2),
            product=Product.COORDINATION if phase is Phase.AT_TABLE else None,
            table_id=table,
            municipality=places[at % len(places)],
            question=question,
            main_topic=topic,
            first_processed_on=referred,
        )
        person = Person(stream_id=new_id(), initials=initials, surname=SURNAME)
        session.add_all_new(
            [
                case,
                person,
                Referral(stream_id=stream, case_id=case.id, referred_on=referred, referrer_id=police),
                Subject(stream_id=stream, case_id=case.id, person_id=person.id, role=SubjectRole.MAIN),
            ]
        )
        session.flush()
