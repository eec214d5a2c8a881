"""A whole preparation by keyboard alone, from planning to the start."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.tables.conftest import TODAY, Opened, cases, held, plan, present, put_on
from zvhdesk.domain.terms import MeetingState, Presence
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import overview, planning, running
from zvhdesk.ui.kit import Select
from zvhdesk.ui.tables.item import ItemRow

Key, Mod = Qt.Key, Qt.KeyboardModifier
Open = Callable[..., Opened]


def six_cases(desk: Desk) -> list[str]:
    return cases(desk)


def planned(desk: Desk) -> str:
    """A meeting of today with three of the six cases on its agenda."""
    ids = cases(desk)
    meeting = plan(desk)
    put_on(desk, meeting, ids[:3])
    return meeting


def subjects(opened: Opened) -> list[str]:
    """What stands on the agenda in the database, by number or title."""
    meeting = opened.view.meeting_id
    agenda = opened.asked(lambda d: d.read(lambda s: planning.agenda(s, meeting, TODAY, d.device)))
    return [row.number or row.title for row in agenda.items]


def until(opened: Opened, name: str, key: Qt.Key = Key.Key_Tab) -> None:
    """Press Tab until the keyboard is at that widget."""
    passed: list[str] = []
    while opened.focus != name:
        passed.append(opened.focus)
        assert len(passed) < 80, (name, passed)
        opened.key(key)


def state_of(opened: Opened) -> MeetingState:
    rows = opened.asked(lambda d: d.read(lambda s: overview.meetings(s, TODAY, d.device)))
    return rows[0].state


def test_from_nothing_to_a_meeting_that_runs(opened: Open) -> None:
    here = opened(six_cases)
    assert here.focus == "tables.begin", "an empty page has the keyboard at how to begin"
    here.key(Key.Key_Return)
    assert here.focus == "tables.plan.table_id"
    here.type("T")
    here.key(Key.Key_Tab)
    here.type("16 mrt")
    here.key(Key.Key_Tab)
    assert here.focus == "tables.plan.starts"
    here.key(Key.Key_Return)
    # Planned: it opens by itself, with the keyboard at the cases of the table.
    assert here.focus == "tables.candidates.list"
    here.key(Key.Key_Return)
    here.key(Key.Key_Down)
    here.key(Key.Key_Return)
    assert subjects(here) == ["Opening en geheimhouding", "2026-0001", "2026-0003", "Rondvraag en sluiting"]
    here.key(Key.Key_F6, Mod.ShiftModifier)
    assert here.focus.startswith("tables.item."), "Shift+F6 goes back to the agenda"
    here.key(Key.Key_Down, Mod.AltModifier)
    assert subjects(here)[1:3] == ["2026-0003", "2026-0001"]
    here.key(Key.Key_Return)
    here.key(Key.Key_A, Mod.ControlModifier)
    here.type("Eerste bespreking")
    here.key(Key.Key_Tab)
    here.key(Key.Key_A, Mod.ControlModifier)
    here.type("20")
    here.key(Key.Key_Return)
    assert here.view.agenda.total.text() == "60 van 120 minuten"
    here.key(Key.Key_F6)
    here.key(Key.Key_F6)
    assert here.focus.endswith(".presence"), "F6 goes on to who is at the table"
    here.type("I")
    here.key(Key.Key_F6)
    here.key(Key.Key_F6)
    assert here.focus == "tables.start"
    assert not here.consoles
    here.key(Key.Key_Return)
    assert here.consoles
    assert state_of(here) is MeetingState.LIVE


def test_a_refused_start_says_why_and_leads_to_what_mends_it(opened: Open) -> None:
    here = opened(planned)
    here.open(str(here.filled))
    here.page.start.setFocus()
    here.key(Key.Key_Return)
    assert here.page.say.text == "Zet eerst op de lijst wie er aan tafel is; nu is niemand aanwezig."
    assert here.page.start.isEnabled(), "the button is never silent"
    assert not here.consoles
    here.page.say.step.setFocus()
    here.key(Key.Key_Return)
    assert here.focus.endswith(".presence")
    assert not here.page.say.text


def test_a_refused_start_in_the_list_is_said_at_its_button(opened: Open) -> None:
    here = opened(planned)
    card = here.page.listing.now[str(here.filled)]
    assert QApplication.focusWidget() is card.large
    here.key(Key.Key_Return)
    assert card.message.text == "Zet eerst op de lijst wie er aan tafel is; nu is niemand aanwezig."
    here.asked(lambda d: present(d, str(here.filled)))
    assert not card.message.text, "what was mended is not wrong any more"
    here.key(Key.Key_Return)
    assert here.consoles == [str(here.filled)]


def test_a_meeting_of_another_day_begins_after_one_question(opened: Open) -> None:
    def later(desk: Desk) -> str:
        cases(desk, 1)
        meeting = plan(desk, TODAY + timedelta(days=3))
        present(desk, meeting)
        return meeting

    here = opened(later)
    here.open(str(here.filled))
    here.page.start.click()
    here.settle()
    assert "gepland op do 19 mrt" in here.page.say.text
    assert here.focus == "tables.say.close", "the safe answer has the keyboard"
    here.key(Key.Key_Escape)
    assert here.focus == "tables.start"
    assert not here.consoles
    here.page.start.click()
    here.page.say.step.setFocus()
    here.key(Key.Key_Return)
    assert here.consoles == [str(here.filled)]


def test_going_on_with_a_meeting_that_runs_here(opened: Open) -> None:
    def live(desk: Desk) -> str:
        meeting = planned(desk)
        present(desk, meeting)
        desk.change(lambda s: running.start(s, meeting, desk.device), "meeting.start")
        return meeting

    here = opened(live)
    card = here.page.listing.now[str(here.filled)]
    assert card.large.text() == "Verder"
    assert card.tag.text == "loopt nu"
    here.key(Key.Key_Return)
    assert here.consoles == [str(here.filled)]


def test_cancelling_asks_once(opened: Open) -> None:
    here = opened(planned)
    here.open(str(here.filled))
    here.page.cancel.setFocus()
    here.key(Key.Key_Return)
    assert here.page.say.text.startswith("Gaat deze bijeenkomst niet door?")
    assert here.focus == "tables.say.close"
    here.key(Key.Key_Return)
    assert here.focus == "tables.cancel"
    assert here.page.view is not None
    here.key(Key.Key_Return)
    here.key(Key.Key_Backtab)
    here.key(Key.Key_Return)
    assert here.page.listing.isVisible()
    assert not here.asked(lambda d: d.read(lambda s: overview.meetings(s, TODAY, d.device)))
    assert here.page.say.text == "De bijeenkomst gaat niet door. Met Ctrl+Z komt zij terug."


def test_an_item_is_moved_by_key_as_often_as_it_is_pressed(opened: Open) -> None:
    here = opened(planned)
    here.open(str(here.filled))
    focus = QApplication.focusWidget()
    assert isinstance(focus, ItemRow)
    assert focus.row.number == "2026-0001"
    for _ in range(2):
        # Without waiting in between: the second counts from where the first put it.
        QTest.keyClick(focus, Key.Key_Down, Mod.AltModifier)
    here.settle()
    assert subjects(here)[1:4] == ["2026-0002", "2026-0003", "2026-0001"]
    assert QApplication.focusWidget() is focus, "the keyboard goes along"


def test_delete_takes_an_item_off_and_the_keyboard_stays_in_the_list(opened: Open) -> None:
    here = opened(planned)
    here.open(str(here.filled))
    here.key(Key.Key_Delete)
    assert subjects(here)[1:3] == ["2026-0002", "2026-0003"]
    focus = QApplication.focusWidget()
    assert isinstance(focus, ItemRow)
    assert focus.row.number == "2026-0002"
    assert here.page.say.text == "2026-0001 · J.A.A. is van de agenda. Met Ctrl+Z komt het terug."
    assert here.view.candidates.model.rows[0].number == "2026-0001", "it may go on it again"


def test_escape_leaves_the_meeting_for_the_list(opened: Open) -> None:
    def two(desk: Desk) -> str:
        planned(desk)
        return plan(desk, TODAY + timedelta(days=7))

    here = opened(two)
    here.open(str(here.filled))
    here.key(Key.Key_Escape)
    assert here.page.view is None
    assert here.focus == "tables.list"
    assert here.page.listing.list.meeting is not None
    assert here.page.listing.list.meeting.id == here.filled
    here.key(Key.Key_Return)
    assert here.view.meeting_id == here.filled


def test_typing_a_number_and_enter_puts_that_case_on_the_agenda(opened: Open) -> None:
    here = opened(planned)
    here.open(str(here.filled))
    here.find(QWidget, "tables.candidates.search").setFocus()
    here.type("0005")
    assert [row.number for row in here.view.candidates.model.rows] == ["2026-0005"]
    here.key(Key.Key_Return)
    assert "2026-0005" in subjects(here)
    assert here.page.say.text == "2026-0005 staat op de agenda."


def test_presence_is_recorded_once_it_is_chosen_and_not_on_the_way(opened: Open) -> None:
    here = opened(planned)
    view = here.open(str(here.filled))
    view.to_attendance()
    select = QApplication.focusWidget()
    assert isinstance(select, Select)
    for _ in range(3):
        here.key(Key.Key_Down)
    assert presences(here)[Presence.EXPECTED] == 4, "nothing was chosen yet"
    here.key(Key.Key_Tab)
    assert presences(here) == {Presence.EXPECTED: 3, Presence.PHONE: 1}


def presences(opened: Opened) -> dict[Presence, int]:
    meeting = opened.view.meeting_id
    rows = opened.asked(lambda d: d.read(lambda s: planning.agenda(s, meeting, TODAY, d.device))).attendance
    return {one: sum(row.presence is one for row in rows) for one in {row.presence for row in rows}}


def test_everyone_as_last_time_is_one_key(opened: Open) -> None:
    def again(desk: Desk) -> str:
        ids = cases(desk)
        held(desk, TODAY - timedelta(days=14), ids[:1])
        return plan(desk)

    here = opened(again)
    here.open(str(here.filled))
    here.find(QWidget, "tables.attendance.again").setFocus()
    here.key(Key.Key_Return)
    assert here.page.say.text.startswith("3 aanwezigen overgenomen")
    assert presences(here) == {Presence.IN_ROOM: 3, Presence.EXPECTED: 1}


def test_everyone_as_last_time_says_when_there_was_none(opened: Open) -> None:
    here = opened(planned)
    here.open(str(here.filled)).attendance.again.click()
    here.settle()
    assert "er is geen vorige keer" in here.page.say.text


def test_tab_reaches_every_part(opened: Open) -> None:
    here = opened(planned)
    here.open(str(here.filled))
    for name in (
        "tables.point.open",
        "tables.candidates.search",
        "tables.candidates.list",
        "tables.attendance.again",
        "tables.guest.open",
        "tables.meeting.held_on",
        "tables.start",
    ):
        until(here, name)
