"""Casustafels as it opens: empty, full, with many rows, and with what others change meanwhile."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from sqlalchemy import select

from tests.tables.conftest import TODAY, Opened, cases, plan, present
from tests.tables.looking import Open, full, message
from zvhdesk.domain.terms import MeetingState, Phase
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import CaseTable
from zvhdesk.models.local import AccessEvent
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services import dossier
from zvhdesk.services.adding import form_drafts
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import overview, planning, running
from zvhdesk.services.meetings.candidate_row import Candidate
from zvhdesk.services.meetings.rows import MeetingRow
from zvhdesk.ui.kit import Select
from zvhdesk.ui.preview import PreviewWindow
from zvhdesk.ui.tables.candidates import CandidatesCard
from zvhdesk.ui.tables.closed import ClosedView
from zvhdesk.ui.tables.meeting_list import MeetingList
from zvhdesk.ui.tables.model import HEADING


def nothing(_desk: Desk) -> None:
    """A house without a meeting."""


def test_an_empty_page_says_what_would_be_here_and_how_to_begin(opened: Open) -> None:
    here = opened(nothing)
    said = " ".join(label.text() for label in here.page.listing.findChildren(QLabel) if label.isVisible())
    assert "Nog geen bijeenkomst gepland" in said
    assert here.find(QAbstractButton, "tables.begin").isVisible()
    assert not here.find(QAbstractButton, "tables.plan.open").isVisible(), "one way to begin, not two"


def test_a_house_without_tables_is_led_to_where_they_are_made(opened: Open) -> None:
    def bare(desk: Desk) -> None:
        desk.change(_without_tables, "table.remove")

    here = opened(bare)
    assert here.focus == "tables.admin"
    here.key(Qt.Key.Key_Return)
    assert here.window.key == "admin"


def _without_tables(session: CaptureSession) -> None:
    for table in session.query(CaseTable):
        table.deleted = True


def test_today_stands_large_and_the_rest_in_the_list(opened: Open) -> None:
    here = opened(full)
    assert list(here.page.listing.now) == [here.filled]
    rows = here.page.listing.list.meetings.rows
    assert [row.state for row in rows] == [MeetingState.PLANNED, MeetingState.CLOSED]
    assert here.find(QLabel, "topbar.sub").text() == "1 vandaag · 1 gepland"


def test_hours_that_were_guessed_behind_a_quick_press_are_not_called_wrong(opened: Open) -> None:
    here = opened(nothing)
    form = here.page.listing.form
    form.open()
    here.find(QLineEdit, "tables.plan.held_on").setText("31-4")
    assert form.typed["starts"] == "", "nothing was guessed yet"
    form.add()
    here.settle()
    assert form.typed["starts"] == "09:00"
    assert message(here, "tables.plan.starts.error") == ""
    assert message(here, "tables.plan.held_on.error") == "31 april 2026 bestaat niet."


def test_planning_keeps_what_was_typed_and_says_what_is_wrong_beside_it(opened: Open) -> None:
    here = opened(nothing)
    form = here.page.listing.form
    form.open()
    here.settle()
    assert form.typed["chair_id"], "who sits here is guessed as chair"
    here.find(Select, "tables.plan.table_id").choose("jor")
    here.find(QLineEdit, "tables.plan.held_on").setText("31-4")
    here.find(QLineEdit, "tables.plan.ends").setText("8 uur")
    form.add()
    here.settle()
    assert message(here, "tables.plan.held_on.error") == "31 april 2026 bestaat niet."
    here.find(QLineEdit, "tables.plan.held_on").setText("19 mrt 2025")
    form.add()
    here.settle()
    assert message(here, "tables.plan.held_on.error").startswith("Deze dag is voorbij.")
    here.find(QLineEdit, "tables.plan.held_on").setText("do 19 mrt")
    form.add()
    here.settle()
    assert message(here, "tables.plan.ends.error") == "Het einde ligt na het begin van 09:00."
    assert form.typed["held_on"] == "do 19 mrt"
    here.find(QLineEdit, "tables.plan.ends").setText("10.30")
    form.add()
    here.settle()
    assert here.view.found.agenda.meeting.held_on == date(2026, 3, 19)
    assert here.view.found.agenda.meeting.table == "JOR"


def test_all_that_is_wrong_is_said_at_once_each_at_its_field(opened: Open) -> None:
    here = opened(nothing)
    form = here.page.listing.form
    form.open()
    here.settle()
    here.find(Select, "tables.plan.table_id").setCurrentIndex(-1)
    here.find(QLineEdit, "tables.plan.held_on").setText("31-4")
    here.find(QLineEdit, "tables.plan.starts").setText("kwart")
    here.find(QLineEdit, "tables.plan.ends").setText("25:00")
    here.find(QLineEdit, "tables.plan.place").setText("x" * 121)
    form.add()
    here.settle()
    for field in ("table_id", "held_on", "starts", "ends", "place"):
        assert message(here, f"tables.plan.{field}.error"), field
    assert here.find(Select, "tables.plan.table_id").hasFocus(), "the first of them"
    here.find(Select, "tables.plan.table_id").choose("jor")
    here.find(QLineEdit, "tables.plan.starts").setText("11:00")
    here.find(QLineEdit, "tables.plan.ends").setText("10:00")
    here.find(QLineEdit, "tables.plan.place").setText("Zaal 2")
    form.add()
    here.settle()
    assert message(here, "tables.plan.held_on.error") == "31 april 2026 bestaat niet."
    assert message(here, "tables.plan.ends.error") == "Het einde ligt na het begin van 11:00."
    assert not any(message(here, f"tables.plan.{one}.error") for one in ("table_id", "starts", "place"))


def test_a_form_that_was_left_is_found_again(opened: Open) -> None:
    here = opened(full)
    form = here.page.listing.form
    form.open()
    here.settle()
    here.find(QLineEdit, "tables.plan.place").setFocus()
    here.type("Raadzaal")
    here.window.go("board")
    here.settle()
    kept = here.asked(lambda d: d.read(lambda s: form_drafts(s, "meeting.plan", "tables")))
    assert kept == {"place": "Raadzaal"}, "only what was typed is a draft, not what was guessed"


def row(at: int) -> MeetingRow:
    day = TODAY - timedelta(days=7 * at)
    return MeetingRow(
        id=f"m{at:03}", table_id="topx", table="Top-X", colour="#4B6EA8", held_on=day, starts="10:00",
        ends="12:00", place="Stadhuis", chair="E. de Vries",
        state=MeetingState.PLANNED if not at else MeetingState.CLOSED, cases=at % 7, expected=4, here=False,
    )  # fmt: skip


def candidate(at: int) -> Candidate:
    return Candidate(
        case_id=f"c{at:03}", number=f"2026-{at:04}", initials="J.A.", phase=Phase.AT_TABLE,
        question="Hoe krijgen we de woonsituatie veilig? " * 4, why=("2 acties te laat",) if at < 9 else (),
        asks=at < 9, late_actions=2 if at < 9 else 0, open_actions=at % 5, last_discussed=None,
    )  # fmt: skip


def test_two_hundred_meetings_scroll_and_keep_their_place(theme: object, qtbot: object) -> None:
    view = MeetingList()
    qtbot.addWidget(view)  # type: ignore[attr-defined]
    view.resize(800, 500)
    view.show()
    rows = [row(at) for at in range(200)]
    view.show_rows(rows, TODAY)
    assert view.choose("m150")
    before = view.verticalScrollBar().value()
    assert before > 0
    view.show_rows([*rows[:120], *rows[121:]], TODAY)
    assert view.meeting is not None
    assert view.meeting.id == "m150"
    assert view.verticalScrollBar().value() == before
    headings = [view.meetings.index(at).data(HEADING) for at in range(199)]
    assert [words for words in headings if words] == ["Vandaag", "Gesloten"]


def test_a_hundred_candidates_are_narrowed_as_one_types(theme: object, qtbot: object) -> None:
    card = CandidatesCard()
    qtbot.addWidget(card)  # type: ignore[attr-defined]
    card.show_candidates([candidate(at) for at in range(100)], 0, TODAY)
    card.show()
    assert card.model.rowCount() == 100
    assert card.list.height() < 420, "the list scrolls; the page stays a page"
    card.search.setText("te laat 0007")
    assert [one.number for one in card.model.rows] == ["2026-0007"]
    card.search.setText("bestaat niet")
    assert not card.list.isVisible()
    assert card.none.text() == "Geen casus past bij wat u zoekt."


def test_a_hundred_cases_of_a_real_house(opened: Open) -> None:
    def many(desk: Desk) -> str:
        cases(desk, 100)
        return plan(desk)

    here = opened(many)
    view = here.open(str(here.filled))
    assert view.candidates.model.rowCount() == 100
    at = view.candidates.list.visualRect(view.candidates.model.index(2))
    plus = QPoint(at.right() - 25, at.center().y())
    number = view.candidates.model.rows[2].number
    QTest.mouseClick(view.candidates.list.viewport(), Qt.MouseButton.LeftButton, pos=plus)
    here.settle()
    assert number in [item.row.number for item in view.agenda.items.values()]
    assert view.candidates.model.rowCount() == 99


def test_a_closed_meeting_shows_what_became_of_it(opened: Open) -> None:
    here = opened(full)
    closed = here.page.listing.list.meetings.rows[-1]
    here.page.show_meeting(closed.id)
    here.settle()
    assert isinstance(here.page.view, ClosedView)
    said = [label.text() for label in here.page.view.findChildren(QLabel)]
    assert "2026-0001 · J.A.A." in said
    assert "in de zaal · besluit mee" in said
    assert "niet gekomen · derde · geheimhouding niet getekend" in said
    assert not here.page.start.isVisible()
    next(iter(here.page.view.findChildren(QAbstractButton, "tables.closed.2.open"))).click()
    assert here.cases == ["topx-000"]


def test_the_besluitenlijst_of_a_closed_meeting_is_one_key_away_and_accounted_for(opened: Open) -> None:
    here = opened(full)
    closed = here.page.listing.list.meetings.rows[-1]
    here.page.show_meeting(closed.id)
    here.settle()
    assert here.focus == "tables.paper"
    here.key(Qt.Key.Key_Return)
    preview = here.window.findChild(PreviewWindow)
    assert preview is not None
    assert preview.paper.title == "Besluitenlijst"
    assert preview.paper.file == "besluitenlijst.pdf", "a file is called after no table and no case"
    text = preview.pages.text(0)
    assert "Top-X" in text
    assert "2026-0001" in text
    preview.paper.printed()
    here.settle()
    for ref in (closed.id, "topx-000", "topx-001"):
        assert logged(here, ref) == ["meeting.preview", "meeting.print"], "under the meeting and its cases"
    preview.close()
    here.settle()


def logged(opened: Opened, ref: str) -> list[str]:
    """What the audit says was done with an object, leaving out what filled the house."""
    named = opened.asked(lambda desk: desk.pseudonym(ref))
    lines = opened.asked(
        lambda desk: desk.read(
            lambda s: list(s.scalars(select(AccessEvent.action).where(AccessEvent.object == named)))
        )
    )
    return [action for action in lines if action in ("meeting.preview", "meeting.print")]


def test_at_a_meeting_that_another_desk_leads_notes_are_taken_along(opened: Open) -> None:
    def elsewhere(desk: Desk) -> str:
        meeting = full(desk)
        present(desk, meeting)
        desk.change(lambda s: running.start(s, meeting, "other"), "meeting.start")
        return meeting

    here = opened(elsewhere)
    card = here.page.listing.now[str(here.filled)]
    assert card.large.text() == "Meenotuleren"
    assert card.tag.text == "loopt op een andere computer"
    here.key(Qt.Key.Key_Return)
    assert here.consoles == [here.filled]
    assert here.asked(lambda d: d.read(lambda s: overview.live_here(s, d.device))) is None


def test_what_another_cancels_is_gone_with_a_word(opened: Open) -> None:
    here = opened(full)
    here.open(str(here.filled))
    here.asked(lambda d: d.change(lambda s: planning.cancel_meeting(s, str(here.filled)), "meeting.edit"))
    assert here.page.view is None
    assert here.page.say.text == "Deze bijeenkomst is er niet meer."


def test_what_another_begins_is_not_prepared_any_more(opened: Open) -> None:
    here = opened(full)
    here.open(str(here.filled))
    here.asked(lambda d: present(d, str(here.filled)))
    here.asked(lambda d: d.change(lambda s: running.start(s, str(here.filled), d.device), "meeting.start"))
    assert isinstance(here.page.view, ClosedView)
    assert here.page.start.text() == "Verder"


def test_two_versions_of_a_title_are_both_shown_and_nothing_is_overwritten(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    item = next(one for one in view.agenda.items.values() if one.row.number == "2026-0001")
    item.title.editor.put("Afschalen naar Almelo")

    def other(session: CaptureSession) -> None:
        session.get_one(AgendaItem, item.row.id).title = "Besluit over aanpak"

    here.asked(lambda d: d.change(other, "agenda.edit"))
    item.title.commit()
    here.settle()
    assert item.title.conflict is not None
    assert (item.title.conflict.mine, item.title.conflict.theirs) == (
        "Afschalen naar Almelo",
        "Besluit over aanpak",
    )
    stored = here.asked(lambda d: d.read(lambda s: s.get_one(AgendaItem, item.row.id).title))
    assert stored == "Besluit over aanpak"


def test_the_meeting_itself_is_edited_in_place(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    ends = view.details.fields["ends"]
    ends.editor.put("12.30")
    ends.commit()
    here.settle()
    stored = here.asked(lambda d: d.read(lambda s: s.get_one(Meeting, str(here.filled)).ends))
    assert stored == "12:30"
    assert view.agenda.total.text() == "130 van 150 minuten"


def test_undo_brings_back_what_was_taken_off(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    before = len(view.agenda.items)
    here.key(Qt.Key.Key_Delete)
    assert len(view.agenda.items) == before - 1
    here.asked(dossier.take_back)
    assert len(view.agenda.items) == before
