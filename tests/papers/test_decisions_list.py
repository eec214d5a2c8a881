"""De besluitenlijst of a meeting that was really held, read back from the PDF as its reader would."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.leak.search import found_in
from tests.meetings.world import TODAY, World, build
from tests.papers import reading
from tests.worlds import FixedClock
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.refusals import MeetingNotLive, Refused
from zvhdesk.domain.terms import Capacity, NoteKind, Presence, Regime, Step, TurnState
from zvhdesk.models.cases import Case, Contribution
from zvhdesk.models.house import CaseTable
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.plans import Decision
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import attendance, capture, planning, running
from zvhdesk.services.meetings.decisions_list import decisions_list
from zvhdesk.services.papers.decisions_list import decisions_list_pdf
from zvhdesk.services.papers.decisions_values import (
    DecisionsList,
    ListAction,
    ListCase,
    ListDecision,
    ListRemark,
)

NAMES = {name: name for name in ("Aalberts", "Noord", "Çelik", "Smit", "Tolkema")}
"""The four betrokkenen and a guest. The chair is of the house and is named as the screens do."""


@pytest.fixture
def world(desk: Desk, clock: FixedClock) -> World:
    return build(desk, clock)


@pytest.fixture
def held(world: World) -> World:
    """A meeting with all there is on it, closed. The OM, of lid 1, left before case 0 was decided on."""
    world.arrive("gemeente", "politie", "ggz", "om")
    for organisation, name, capacity in (
        ("Tolkencentrum", "A. Tolkema", Capacity.INTERPRETER),
        ("Advocaat van Aalberts", "", Capacity.REPRESENTATIVE),
        ("", "", Capacity.SUBJECT),
    ):
        _admit(world, organisation, name, capacity)
    first = world.at_case(0)
    world.call("meeting.admit", attendance.set_presence, world.attendee("om"), Presence.EXCUSED)
    due = date(2026, 3, 26)
    text = "Spreekt Joost Aalberts en zijn broer van Noord"
    world.call("action.capture", capture.record_action, first, text, "politie", due)
    held_back = world.call(
        "action.capture", capture.record_action, first, "Onderzoekt zorgmachtiging", "ggz", due
    )
    world.call("action.hold", capture.hold_back, held_back)
    decided = "Aalberts houdt zijn woning tot 1 mei"
    world.call("decision.record", capture.record_decision, first, decided)
    note = ("Vindt het te vroeg voor Aalberts", NoteKind.DISSENT, "ggz")
    world.call("note.add", capture.add_note, first, Step.APPROACH, *note)
    world.call("note.add", capture.add_note, first, Step.ROUND, "Wachtlijst van de GGZ", NoteKind.PARKED)
    world.call("note.add", capture.add_note, first, Step.ROUND, "Gewone notitie")
    world.put(AgendaItem, first, next_on=date(2026, 4, 9))
    case = world.console().case
    assert case is not None
    world.call("round.settle", capture.settle_turn, case.round[0].id, TurnState.FOLLOW_UP)
    world.go(1)
    second = world.item(1)
    world.do(lambda s: running.end_item(s, second), "meeting.item")
    world.go(3)
    item = world.item(2)
    world.do(lambda s: running.postpone(s, item), "meeting.item")
    world.close()
    return world


def _admit(world: World, organisation: str, name: str, capacity: Capacity) -> None:
    row = world.desk.change(
        lambda s: attendance.admit_guest(
            s, world.meeting, organisation, name, capacity, screened=None, presence=Presence.IN_ROOM
        ),
        "meeting.admit",
    )
    world.call("meeting.admit", attendance.sign, row, TODAY)


def values(world: World) -> DecisionsList:
    return world.desk.read(lambda s: decisions_list(s, world.meeting, world.clock()))


def pages(listed: DecisionsList) -> list[str]:
    """The text of each page, its line ends taken for spaces."""
    return reading.pages(decisions_list_pdf(listed))


def said(listed: DecisionsList) -> str:
    return " ".join(pages(listed))


def test_decisions_and_actions_stand_under_number_and_initials(held: World) -> None:
    text = said(values(held))
    assert "2026-0001 · J.A. " in text
    assert "Hoe krijgen we de woonsituatie van J.A. veilig?" in text
    assert "Voorgenomen besluit 1. J.A. houdt zijn woning tot 1 mei" in text
    assert "Besloten door Gemeente Hengelo, Politie. Nog te vragen: Openbaar Ministerie." in text
    assert "4 Politie Spreekt J.A. en zijn broer B.v.N. 26 mrt 2026" in text
    assert "Volgende bespreking: bedoeld is 9 apr 2026. Er is nog geen bijeenkomst gepland;" in text
    assert "Nog na te werken door Gemeente Hengelo." in text
    assert "Voorzitter E. de Vries" in text


def test_the_next_discussion_is_the_one_on_whose_agenda_the_case_stands(held: World) -> None:
    later = held.call("meeting.plan", planning.plan_meeting, "topx", date(2026, 4, 16), "9", "11", "", None)
    held.call("agenda.add", planning.add_case, later, held.cases[0])
    assert [case.next for case in values(held).cases] == [
        "Volgende bespreking: 16 apr 2026.",
        "",
        "Er is nog geen bijeenkomst gepland; de casus staat klaar bij de voorbereiding.",
        "Er is nog geen bijeenkomst gepland; de casus staat klaar bij de voorbereiding.",
    ]


def test_a_decision_is_no_longer_voorgenomen_once_all_of_lid_one_were_asked(held: World) -> None:
    (decision,) = values(held).cases[0].decisions
    assert decision.awaiting == "Openbaar Ministerie"
    (row,) = held.all_of(Decision)
    held.call("decision.agree", capture.agree, row.id, "om")
    text = said(values(held))
    assert "Voorgenomen" not in text
    assert "Besloten door Gemeente Hengelo, Openbaar Ministerie, Politie." in text


def test_what_was_kept_off_the_wall_is_on_the_list(held: World) -> None:
    assert "5 GGZ De Regge Onderzoekt zorgmachtiging" in said(values(held))


def test_dissent_has_its_organisation_and_parked_points_their_case(held: World) -> None:
    text = said(values(held))
    assert "Tegengeluid van GGZ De Regge: Vindt het te vroeg voor J.A." in text
    assert "Wat elders hoort 2026-0001 · J.A. Wachtlijst van de GGZ" in text
    assert "Gewone notitie" not in text


def test_who_was_there_and_as_what(held: World) -> None:
    listed = values(held)
    seats = {(seat.organisation, seat.role): seat.presence for seat in listed.present}
    assert seats["Gemeente Hengelo", "Lid 1, besluit mee"] == "In de zaal"
    assert seats["GGZ De Regge", "Lid 2, denkt mee"] == "In de zaal"
    assert seats["Betrokkene", ""] == "In de zaal"
    # Who he stands by is known; the name in what was typed is not printed.
    assert seats["Advocaat van J.A.", "Vertegenwoordiger"] == "In de zaal"
    away = {seat.organisation: seat.presence for seat in listed.absent}
    assert away["Openbaar Ministerie"] == "Afgemeld"


def test_who_never_came_and_who_left(world: World) -> None:
    world.arrive("gemeente", "politie", "ggz")
    world.call("meeting.edit", attendance.expect_partner, world.meeting, "om")
    world.start()
    world.call("meeting.admit", attendance.set_presence, world.attendee("ggz"), Presence.LEFT)
    assert [seat.presence for seat in values(world).absent] == ["Verwacht"]
    world.close()
    listed = values(world)
    assert [(seat.organisation, seat.presence) for seat in listed.absent] == [
        ("Openbaar Ministerie", "Niet gekomen")
    ]
    assert ("GGZ De Regge", "Vertrokken") in [(seat.organisation, seat.presence) for seat in listed.present]


def test_a_third_is_said_to_have_signed_or_not(world: World) -> None:
    world.arrive("gemeente", "woning")
    role = "Derde, niet getekend"
    assert role in [seat.role for seat in values(world).present]
    world.call("meeting.admit", attendance.sign, world.attendee("woning"), TODAY)
    assert "Derde, getekend 12 mrt 2026" in [seat.role for seat in values(world).present]


def test_no_person_is_named_anywhere_in_the_file(held: World) -> None:
    pdf = decisions_list_pdf(values(held))
    assert found_in(pdf, NAMES) == set()
    text = said(values(held))
    assert not [name for name in NAMES if name in text]
    assert "E. de Vries" in text


def test_how_each_item_ended(held: World) -> None:
    outcomes = [case.outcome for case in values(held).cases]
    assert outcomes == [
        "",
        "Besproken; er is geen besluit of actie vastgelegd.",
        "Niet besproken; gaat naar de volgende tafel.",
        "Niet besproken; gaat naar de volgende tafel.",
    ]
    assert "Opening" in said(values(held))


@pytest.mark.parametrize("way", ["shielded", "over"])
def test_a_case_that_may_not_be_shown_leaves_one_word(held: World, way: str) -> None:
    if way == "shielded":
        held.shield(0)
    else:
        held.put(Case, held.cases[0], first_processed_on=TODAY - timedelta(days=6 * 365))
    listed = values(held)
    assert listed.cases[0] == ListCase("Casus afgeschermd", "", "", "", (), (), (), "")
    assert listed.parked == ()
    text = said(listed)
    assert "Casus afgeschermd" in text
    for word in ("2026-0001", "zorgmachtiging", "woning tot", "Wachtlijst", "te vroeg"):
        assert word not in text
    assert "2026-0002 · B.v.N." in text


def test_nothing_of_contributions_or_their_conditions_is_on_it(held: World) -> None:
    (row, *_) = held.all_of(Contribution)
    held.put(Contribution, row.id, condition="Niet aan de verhuurder", text="Geheime bevinding")
    text = said(values(held))
    for word in ("verhuurder", "bevinding", "verbroken", "voorwaarde", "weggelaten"):
        assert word not in text


def test_ground_secrecy_and_whose_paper_it_is(held: World) -> None:
    text = said(values(held))
    assert "Verstrekt op grond van artikel 1.7 en 2.31 van de Wet gegevensverwerking" in text
    assert "Vernietigen zodra u het niet meer nodig hebt." in text
    assert "een partner ontvangt alleen wat bij zijn eigen casussen hoort" in text
    held.put(CaseTable, "topx", regime=Regime.OTHER)
    other = said(values(held))
    assert "Wet gegevensverwerking" not in other
    assert "WGS" not in other


def test_every_page_says_what_it_is(held: World) -> None:
    listed = values(held)
    cases = tuple(replace(listed.cases[0], title=f"2026-{at:04} · A.B.") for at in range(30))
    found = pages(replace(listed, cases=cases))
    assert len(found) > 5
    for at, page in enumerate(found, start=1):
        assert f"{at} van {len(found)}" in page
        assert "Afgedrukt op 12 mrt 2026 om 09:41" in page
        assert "Vertrouwelijk" in page
        assert "Besluitenlijst" in page
        assert "Top-X, do 12 mrt 2026" in page


def test_a_meeting_that_is_not_closed_says_so(world: World) -> None:
    world.start()
    assert "Voorlopig: deze bijeenkomst is nog niet gesloten." in said(values(world))
    world.close()
    assert "Voorlopig" not in said(values(world))


def test_an_empty_meeting_has_a_list_that_says_so(world: World) -> None:
    empty = world.call(
        "meeting.plan", planning.plan_meeting, "jor", TODAY, "13:00", "14:00", "", world.desk.user
    )
    listed = world.desk.read(lambda s: decisions_list(s, empty, world.clock()))
    text = said(listed)
    assert "Er was niemand aanwezig." in text
    assert "Op deze agenda stond geen casus." in text


def test_a_meeting_that_is_not_there_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        world.desk.read(lambda s: decisions_list(s, "weg", world.clock()))
    assert refusal.value.reason == MeetingNotLive()
    world.put(Meeting, world.meeting, deleted=True)
    with pytest.raises(Refused):
        values(world)


def test_headings_are_bookmarks_on_their_own_pages(held: World) -> None:
    listed = values(held)
    marks = reading.bookmarks(decisions_list_pdf(listed))
    assert [title for title, _page in marks] == [
        "Aanwezig",
        "Niet aanwezig",
        *[case.title for case in listed.cases],
        "Geparkeerd",
        "Andere punten",
        "Omgang met deze lijst",
    ]
    text = pages(listed)
    assert all(title in text[page] for title, page in marks)


def test_language_and_metadata(held: World) -> None:
    pdf = decisions_list_pdf(values(held))
    assert b"/Lang (nl-NL)" in pdf
    metadata = reading.metadata(pdf)
    assert metadata["Title"] == "Besluitenlijst"
    for word in ("2026", "J.A", "Top-X", "Politie", "EV"):
        assert word not in str(metadata)


def test_the_same_values_give_the_same_bytes(held: World) -> None:
    assert decisions_list_pdf(values(held)) == decisions_list_pdf(values(held))


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=300)
BLANK = DecisionsList("Huis", "Top-X", True, (("Casustafel", "Top-X"),), (), (), (), (), (), "", "", "")


@settings(max_examples=40, deadline=None)
@given(text=words, times=st.integers(1, 30))
def test_whatever_was_typed_can_be_printed(text: str, times: int) -> None:
    long = text * times
    case = ListCase(
        "2026-0001 · J.A.",
        long,
        long,
        "",
        (ListDecision(NumberInCase(1), long, long, long),),
        (ListAction(NumberInCase(1), text, long, ""),),
        (ListRemark(text, long),),
        "",
    )
    listed = replace(BLANK, cases=(case,), parked=(ListRemark("x", long),), points=(text,), house=long)
    assert decisions_list_pdf(listed).startswith(b"%PDF")


def test_text_of_a_person_is_never_markup_and_marks_come_out_whole() -> None:
    typed = unicodedata.normalize("NFD", "<b>Één</b> & café")
    case = ListCase(typed, typed, typed, "", (ListDecision(NumberInCase(1), typed, "", ""),), (), (), "")
    page = pages(replace(BLANK, cases=(case,)))[0]
    assert page.count("<b>Één</b> & café") == 4
