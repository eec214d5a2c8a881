"""Two desks that both fill in again who was destroyed elsewhere: neither is lost, a person says who it is."""

from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.disagreeing import Two, act, agree, choose, the_card
from zvhdesk.domain.terms import SubjectRole
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.people import Person
from zvhdesk.services import kept_persons
from zvhdesk.services.dossier import dossier


def test_both_stand_on_a_card_until_one_is_chosen(disputed: Two) -> None:
    """The data of somebody in the case are not here any more (docs/decisions/0021)."""
    two = disputed

    def place(session: CaptureSession) -> str:
        case = session.get_one(Case, two.case)
        of = Subject(stream_id=case.stream_id, case_id=case.id, person_id=new_id(), role=SubjectRole.MAIN)
        session.add_all_new([of])
        return of.id

    def fill_in(at: Station, surname: str) -> None:
        act(at, lambda s: kept_persons.fill_in(s, subject), kept_persons.FILL_IN)
        person = at.desk.read(lambda s: s.get_one(Subject, subject).person_id)
        act(at, lambda s: setattr(s.get_one(Person, person), "surname", surname), "person.edit")

    subject = act(two[0], place, "case.edit")
    agree(two)
    fill_in(two[0], "Bakker")
    fill_in(two[1], "Visser")
    agree(two)
    cell = ("subject", subject, "person_id")
    for one in two:
        assert {version.words for version in the_card(one, cell).versions} == {"B.", "V."}
        page = one.desk.read(lambda s: dossier(s, two.case, one.desk.today()))  # noqa: B023
        assert [asked.label for asked in page.asked.conflicts] == ["Wie dit is"]
    choose(two[0], the_card(two[0], cell), "B.")
    agree(two)
    for one in two:
        page = one.desk.read(lambda s: dossier(s, two.case, one.desk.today(), names=True))  # noqa: B023
        assert [row.name for row in page.persons] == ["Bakker"]
        assert not page.asked.conflicts
