"""A whole meeting of two cases by the keyboard alone, and the keys that must not do anything."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tests.console.conftest import SHORT_MS, Open, Table, live
from tests.meetings.world import World
from zvhdesk.domain.terms import ActionStatus, MeetingState, NoteKind, Step, TurnState
from zvhdesk.models.cases import Action
from zvhdesk.models.meetings import NoteParagraph
from zvhdesk.models.plans import Decision
from zvhdesk.services.meetings.rows import CaseAtTable, Console
from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.look import TALL, HeaderButton, TallButton

KEY = Qt.Key


def now(table: Table) -> Console:
    return table.asked(lambda _desk: table.world.console())


def case_now(table: Table) -> CaseAtTable:
    found = now(table).case
    assert found is not None
    return found


def test_a_whole_meeting_of_two_cases_by_keyboard(opened: Open) -> None:
    table = opened(live, SHORT_MS)
    world = table.world
    assert now(table).current is not None
    assert table.focus.objectName() == "console.point.view"
    table.press(KEY.Key_Tab)
    assert table.focus.objectName() == "console.next"
    table.press(KEY.Key_Return)
    assert case_now(table).case_id == world.cases[0]

    _frame(table)
    _round(table)
    _judgement(table)
    _record(table)

    table.ctrl(KEY.Key_PageDown)
    second = case_now(table)
    assert second.case_id == world.cases[1]
    table.press(KEY.Key_F2)
    table.ctrl(KEY.Key_B)
    table.type("Wij nemen deze casus in procesregie")
    table.press(KEY.Key_Return)
    assert [row.text for row in case_now(table).decisions] == ["Wij nemen deze casus in procesregie"]

    table.press(KEY.Key_F6)
    table.press(KEY.Key_F6)
    assert table.focus.objectName() == "console.show"
    for _ in range(3):
        table.press(KEY.Key_Tab)
    assert table.focus.objectName() == "console.close"
    table.press(KEY.Key_Return)
    assert table.focus.objectName() == "console.closing.back"
    closed: list[str] = []
    table.page.closed_meeting.connect(closed.append)
    table.press(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert table.focus.objectName() == "console.closing.ok"
    table.press(KEY.Key_Return)
    assert closed == [world.meeting]
    assert now(table).meeting.state is MeetingState.CLOSED
    assert table.covered
    assert not table.page.room.placed


def _frame(table: Table) -> None:
    """What is open of last time comes first; the first is done, the second cannot be done any more."""
    assert table.focus.objectName() == "capture.line"
    table.press(KEY.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(9):
        table.press(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        if table.focus.objectName() == "console.earlier.1.done":
            break
    table.press(KEY.Key_Return)
    assert [row.number for row in case_now(table).earlier] == [2]
    assert table.focus.objectName() == "console.earlier.2"  # the row, not one of its buttons
    for _ in range(12):
        if table.focus.objectName() == "console.earlier.2.not_possible":
            break
        table.press(KEY.Key_Tab)
    table.press(KEY.Key_Return)
    table.press(KEY.Key_Return)
    assert [row.number for row in case_now(table).earlier] == [2]  # it asks why first
    table.type("De familie is verhuisd")
    table.press(KEY.Key_Return)
    assert not case_now(table).earlier
    kept = {row.number: row.status for row in _all(table, Action) if row.case_id == table.world.cases[0]}
    assert (kept[1], kept[2]) == (ActionStatus.DONE, ActionStatus.NOT_POSSIBLE)


def _round(table: Table) -> None:
    table.alt(KEY.Key_Right)
    assert case_now(table).step is Step.ROUND
    assert table.focus.objectName() == "console.turn.Gemeente Hengelo.said"
    table.press(KEY.Key_Escape)
    assert table.focus.objectName() == "console.turn.Gemeente Hengelo"
    table.alt(KEY.Key_N)
    police = table.focus.objectName()
    table.press(KEY.Key_Return)
    table.type("Negen meldingen; wij komen erop terug")
    assert _states(table)["Politie"] is TurnState.SPEAKING
    table.press(KEY.Key_Return)
    assert police == table.focus.objectName()
    table.ctrl(KEY.Key_J)
    table.press(KEY.Key_Down)
    table.alt(KEY.Key_C)
    turns = {row.partner: row for row in case_now(table).round}
    assert turns["Gemeente Hengelo"].state is TurnState.NOTHING_NEW
    assert turns["Politie"].text == "Negen meldingen; wij komen erop terug"
    assert not turns["Politie"].is_fact
    assert TurnState.AS_PREPARED in _states(table).values()


def _judgement(table: Table) -> None:
    table.alt(KEY.Key_Right)
    assert case_now(table).step is Step.JUDGEMENT
    assert table.focus.objectName() == "console.note.new.judgement"
    table.type("De zus is de ingang")
    table.press(KEY.Key_Return)
    table.type("De woning is geschikt")
    table.press(KEY.Key_Return)
    notes = [(row.kind, row.text) for row in case_now(table).notes]
    assert notes == [(NoteKind.NOTE, "De zus is de ingang"), (NoteKind.NOTE, "De woning is geschikt")]
    assert len(_all(table, NoteParagraph)) == 2
    # Nobody spoke any more when the round was left.
    assert TurnState.SPEAKING not in _states(table).values()


def _record(table: Table) -> None:
    table.put_on_wall()
    assert table.wall is not None
    table.press(KEY.Key_F2)
    table.type("@Politie belt de familie vóór 28-3")
    table.press(KEY.Key_Return)
    made = case_now(table).actions
    assert [(row.text, row.who) for row in made] == [("belt de familie", "Politie")]
    assert table.focus is table.page.board.line.edit
    assert table.page.board.line.text == ""
    table.qtbot.waitUntil(lambda: table.on_wall() == ["belt de familie"])


def _states(table: Table) -> dict[str, TurnState]:
    return {row.partner: row.state for row in case_now(table).round}


def _all(table: Table, cls: type) -> list:  # type: ignore[type-arg]
    return table.asked(lambda _desk: table.world.all_of(cls))


def test_letters_in_a_text_settle_nothing(table: Table) -> None:
    table.alt(KEY.Key_Right)
    table.press(KEY.Key_Escape)
    before = _states(table)
    table.press(KEY.Key_Return)
    spoken = {**before, "Gemeente Hengelo": TurnState.SPEAKING}
    for key in (KEY.Key_N, KEY.Key_C, KEY.Key_W):
        table.press(key)
    assert _states(table) == spoken
    assert isinstance(table.focus, QPlainTextEdit)
    assert table.focus.toPlainText() == "ncw"


def test_a_word_typed_on_a_row_is_text_and_settles_nothing(table: Table) -> None:
    table.alt(KEY.Key_Right)
    table.press(KEY.Key_Escape)
    assert table.focus.objectName() == "console.turn.Gemeente Hengelo"
    table.type("wijkagent")
    table.settle()
    assert isinstance(table.focus, QPlainTextEdit)
    assert table.focus.toPlainText() == "wijkagent"
    assert _states(table)["Gemeente Hengelo"] is TurnState.SPEAKING
    assert set(_states(table).values()) <= {TurnState.SPEAKING, TurnState.WAITING}


def test_alt_with_a_letter_settles_and_goes_on_to_who_said_nothing_yet(table: Table) -> None:
    table.alt(KEY.Key_Right)
    assert table.focus.objectName() == "console.turn.Gemeente Hengelo.said"
    table.alt(KEY.Key_N)
    second = table.focus.objectName()
    assert second.endswith(".said")
    assert second != "console.turn.Gemeente Hengelo.said"
    table.alt(KEY.Key_W)
    states = _states(table)
    assert states["Gemeente Hengelo"] is TurnState.NOTHING_NEW
    assert states[second.removeprefix("console.turn.").removesuffix(".said")] is TurnState.FOLLOW_UP


def test_everything_to_hit_is_48_px_high(table: Table) -> None:
    panels = table.page.board.panels
    assert not panels.door.isVisible(), "built by asking for it, to be among those that are measured"
    assert not panels.screens.isVisible()
    for at in range(5):
        for kind in (TallButton, KeyButton, HeaderButton):
            for found in table.window.findChildren(kind):
                assert found.sizeHint().height() >= TALL, found.objectName()
                if found.isVisible():
                    assert found.height() >= TALL, found.objectName()
        table.alt(KEY.Key_Right)
        assert table.page.view is not None
        assert list(Step).index(table.page.view.step) == min(at + 1, 4)


def test_f6_goes_round_and_back(table: Table) -> None:
    table.press(KEY.Key_F2)
    names = []
    for _ in range(5):
        table.press(KEY.Key_F6)
        names.append(table.focus.objectName())
    assert names[0] == "console.own"
    assert names[1] == "console.show"
    assert names[2] == "console.agenda"
    assert names[4] == "capture.line"
    table.press(KEY.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert table.focus.objectName() == names[3]


def test_enter_in_the_agenda_goes_to_the_item(table: Table) -> None:
    for _ in range(3):
        table.press(KEY.Key_F6)
        if table.focus.objectName() == "console.agenda":
            break
    table.page.board.agenda.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
    table.press(KEY.Key_Down)
    table.press(KEY.Key_Return)
    assert case_now(table).case_id == table.world.cases[1]


def test_dissent_names_whose_it_is(table: Table) -> None:
    for _ in range(2):
        table.alt(KEY.Key_Right)
    view = table.page.view
    assert view is not None
    form = view.judgement.form
    form.reason.editor.setFocus()
    table.type("Wij zien meer gevaar")
    table.press(KEY.Key_Return)
    assert not case_now(table).notes
    assert form.reason.message.text == "Kies eerst wie dit anders ziet."
    assert form.reason.text == "Wij zien meer gevaar"
    form.who.choose("ggz")
    table.press(KEY.Key_Return)
    assert [(row.kind, row.who) for row in case_now(table).notes] == [(NoteKind.DISSENT, "GGZ De Regge")]
    assert form.reason.text == ""


def test_a_decision_asks_the_absent_of_lid_1(opened: Open) -> None:
    def fill(world: World) -> None:
        world.arrive("gemeente", "om")
        world.start()
        world.go(0)

    table = opened(fill)  # the police refers this case, and is not there
    table.press(KEY.Key_F2)
    table.ctrl(KEY.Key_B)
    table.type("Procesregie")
    table.press(KEY.Key_Return)
    found = case_now(table).decisions[0]
    assert found.provisional
    assert [one.id for one in found.absent] == ["politie"]
    for _ in range(4):
        table.alt(KEY.Key_Right)
    table.click("console.agree.1.Politie")
    assert not case_now(table).decisions[0].provisional
    assert len(_all(table, Decision)) == 1
    assert table.window.findChild(QWidget, "console.agree.1.Politie") is None
