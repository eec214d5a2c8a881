"""Somebody in the case whose data are not on this desk: their place stands, and can be filled in again."""

from functools import partial

from sqlalchemy import select

from tests.dossier.conftest import TODAY, Opened, furnish
from tests.dossier.looking import Open, field, words
from tests.pictures import keep
from tests.worlds import SmallHouse
from zvhdesk.models.people import Person
from zvhdesk.services import destruction, kept_persons
from zvhdesk.services.case_sheet import gather_sheet
from zvhdesk.services.desk import Desk
from zvhdesk.services.dossier import PersonRow, dossier


def _mother_destroyed(house: SmallHouse) -> None:
    """As two admins ordered it who did not know of this case."""
    house.desk.change(lambda session: furnish(session, house), "plan.change")
    of = select(Person.stream_id).where(Person.initials == "T.")
    stream = house.desk.read(lambda s: s.scalars(of).one())
    destruction.destroy(house.desk, [stream])


def _mother(opened: Opened) -> PersonRow:
    read = partial(dossier, case_id=opened.house.case_id, today=TODAY, names=True)
    page = opened.asked(lambda desk: desk.read(read))
    (found,) = (row for row in page.persons if row.relation == "moeder")
    return found


def test_who_was_destroyed_keeps_the_place_and_is_filled_in_again(opened: Open) -> None:
    shown = opened(_mother_destroyed)
    shown.tab("persons")
    assert "De gegevens van deze persoon zijn hier niet." in words(shown)
    assert not _mother(shown).here
    shown.window.resize(1366, 768)
    keep(shown.window, "dossier-gegevens-niet-hier")
    shown.click("person.2.fill_in")
    assert _mother(shown).here
    assert "De gegevens van deze persoon zijn hier niet." not in words(shown)


def test_fields_of_who_was_written_down_anew_are_of_the_new_row(full: Opened) -> None:
    """Their old case is destroyed elsewhere while the page is open with the names shown."""
    full.tab("persons")
    full.click("dossier.names")
    before = _mother(full)

    def carry_out(desk: Desk) -> None:
        stream = desk.read(lambda s: s.get_one(Person, before.person_id).stream_id)
        kept_persons.keep(desk, [stream])
        destruction.destroy(desk, [stream])

    full.asked(carry_out)
    after = _mother(full)
    assert after.person_id != before.person_id
    assert field(full, "person", after.person_id, "surname").text == "Zwaan"


def test_paper_says_that_the_name_is_not_known(opened: Open) -> None:
    shown = opened(_mother_destroyed)
    now = shown.clock()
    sheet = shown.asked(lambda desk: desk.read(lambda s: gather_sheet(s, shown.house.case_id, now)))
    assert [one.name for one in sheet.persons if "moeder" in one.role] == ["naam onbekend"]
