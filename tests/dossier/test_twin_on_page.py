"""Two desks recorded one human apart: the card of the person says with which other case."""

from sqlalchemy import select

from tests.dossier.conftest import furnish
from tests.dossier.looking import Open, words
from tests.meetings.world import add_case_rows
from tests.pictures import keep
from tests.worlds import SmallHouse
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.people import Person
from zvhdesk.ui.kit import TagLabel

BSN = "123456782"


def _twice(house: SmallHouse) -> None:
    def fn(session: CaptureSession) -> None:
        furnish(session, house)
        add_case_rows(session, "2026-B007", ("T.", None, "Zwaan"))
        for person in session.scalars(select(Person).where(Person.surname == "Zwaan")):
            person.bsn = BSN

    house.desk.change(fn, "plan.change")


def test_the_card_names_the_other_case_and_the_page_asks_for_attention(opened: Open) -> None:
    shown = opened(_twice)
    assert "mogelijk dubbel" in words(shown)
    shown.tab("persons")
    tags = [one.text for one in shown.window.findChildren(TagLabel) if one.isVisible()]
    assert tags.count("mogelijk dubbel met 2026-B007") == 1
    shown.window.resize(1366, 768)
    keep(shown.window, "dossier-mogelijk-dubbel")
