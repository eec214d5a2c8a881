"""One desk leads, the other takes notes along, through a meeting of three cases."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from tests.agreeing.live.conftest import AtTable, Seat, Sit
from tests.destruction.pages import plain
from tests.pictures import keep
from tests.worlds import KEY as SECRET
from zvhdesk.domain.refusals import MeetingNotLive, Refusal
from zvhdesk.domain.terms import MeetingState, Step
from zvhdesk.models.meetings import ChairNote
from zvhdesk.services.desk import DATABASE, Desk
from zvhdesk.services.meetings import lead

KEY = Qt.Key
_OWN = "Alleen voor mij"


def test_the_note_taker_follows_item_step_and_pause(sit: Sit) -> None:
    table = sit()
    chair, notes = table.chair, table.notes
    assert notes.at == chair.at
    assert not notes.shown("console.close")
    assert notes.shown("console.take_over")
    chair.alt(KEY.Key_Right)
    table.agree()
    assert notes.page.view is not None
    assert notes.page.view.step is Step.ROUND
    chair.click("console.pause")
    table.agree()
    assert "pauze" in notes.page.board.header.expected.text()
    chair.page.turning.item(1)
    chair.settle()
    table.agree()
    assert notes.at == chair.at == chair.sees().items[2].id
    chair.page.turning.item(1)
    chair.settle()
    table.agree()
    assert notes.at == chair.at == chair.sees().items[3].id


def test_looking_elsewhere_moves_nobody(sit: Sit) -> None:
    table = sit()
    chair, notes = table.chair, table.notes
    before = chair.at
    notes.sit()
    notes.ctrl(KEY.Key_PageDown)
    assert notes.at == notes.sees().items[2].id
    assert notes.shown("console.follow")
    table.agree()
    assert chair.at == before == chair.sees().chair_at
    notes.press(KEY.Key_F3)
    assert notes.at == before
    assert not notes.shown("console.follow")
    notes.alt(KEY.Key_Right)
    assert notes.page.view is not None
    assert notes.page.view.step is Step.ROUND
    assert notes.shown("console.follow")
    table.agree()
    assert chair.case.step is Step.FRAME


def test_text_does_not_jump_when_the_chair_goes_on(sit: Sit) -> None:
    table = sit()
    chair, notes = table.chair, table.notes
    notes.sit()
    notes.press(KEY.Key_F2)
    notes.type("@Politie belt")
    chair.page.turning.item(1)
    chair.settle()
    table.agree()
    assert notes.page.board.line.text == "@Politie belt"
    assert notes.focus is notes.page.board.line.edit
    assert notes.at != chair.at
    assert "F3 volgt de voorzitter" in notes.said
    notes.type(" de familie vóór do 26 mrt")
    notes.press(KEY.Key_Return)
    assert [row.text for row in notes.case.actions] == ["belt de familie"]
    notes.press(KEY.Key_F3)
    assert notes.at == chair.at


def test_the_note_taker_takes_over_on_the_same_item_and_step(sit: Sit) -> None:
    table = sit()
    chair, notes = table.chair, table.notes
    chair.put_on_wall()
    chair.alt(KEY.Key_Right)
    table.agree()
    item, before = notes.at, notes.sees()
    notes.sit()
    notes.press(KEY.Key_F12)
    assert notes.sees().here
    assert (notes.at, notes.case.step) == (item, Step.ROUND)
    assert notes.sees().current == before.current
    assert notes.covered
    assert chair.on_wall() == []
    assert chair.page.keeper.on is not None
    table.agree()
    assert chair.covered
    assert not chair.page.room.placed
    assert chair.page.lead.leads is False
    assert "Het zaalscherm is hier afgedekt; u notuleert mee." in chair.said
    chair.sit()
    chair.press(KEY.Key_F8)
    assert chair.covered
    notes.page.room.open_window()
    notes.sit()
    notes.put_on_wall()
    assert notes.page.room.wall is not None
    assert notes.page.room.wall.item_id == item


def test_when_both_take_over_at_once_one_leads_on_both(sit: Sit) -> None:
    table = sit()
    chair, notes = table.chair, table.notes
    notes.sit()
    notes.press(KEY.Key_F12)
    table.agree()
    notes.clock.forward(seconds=1)
    chair.sit()
    chair.press(KEY.Key_F12)  # it was the chair's own again
    notes.asked(
        lambda d: d.change(lambda s: lead.take_over(s, notes.world.meeting, d.device), lead.TAKE_OVER)
    )
    table.agree()
    table.agree()
    assert [chair.page.lead.leads, notes.page.lead.leads].count(True) == 1
    leads = chair.page.lead.leads
    table.agree()
    assert chair.page.lead.leads is leads


def test_a_machine_that_was_cut_off_turns_no_page(sit: Sit) -> None:
    table = sit()
    chair, notes = table.chair, table.notes
    notes.sit()
    notes.press(KEY.Key_F12)
    notes.page.turning.item(1)
    notes.settle()
    notes.exchange()
    at = notes.at
    chair.clock.forward(minutes=5)
    for _ in range(2):  # it leads no more, and does not know it
        chair.page.turning.item(1)
        chair.settle()
    for seat in (chair, notes, chair):
        seat.clock.forward(minutes=6)
    table.agree()
    assert notes.at == at == chair.at
    assert notes.sees().here
    rounds = [[row.partner_id for row in seat.case.round] for seat in (chair, notes)]
    assert rounds[0] == rounds[1]
    assert len(set(rounds[0])) == len(rounds[0]), "both began this case, and each partner is there once"


def test_an_act_of_who_leads_no_more_is_refused_in_words(sit: Sit) -> None:
    table = sit()
    chair, notes = table.chair, table.notes
    chair.page.room.close()
    notes.sit()
    notes.press(KEY.Key_F12)
    notes.exchange()
    before = chair.at
    chair.page.tasks.changed.disconnect()
    chair.exchange()
    chair.page.turning.item(1)
    chair.settle()
    assert chair.said == "Een andere computer leidt nu de bijeenkomst. U notuleert mee.", (
        "and no wall hangs here"
    )
    assert chair.at == before


def test_own_notes_end_with_the_meeting_at_whatever_desk_it_is_closed(sit: Sit) -> None:
    """They fall under inzage while they exist (CHAIRS.md): no desk keeps its own."""
    table = sit()
    chair, notes = table.chair, table.notes
    for seat in (chair, notes):
        seat.asked(partial(_note_own, seat.at, seat.page.acts.meeting_id))
    chair.page.acts.close(lambda _: None, lambda _: None)
    chair.settle()
    table.agree()
    assert [_own_notes(seat) for seat in (chair, notes)] == [0, 0]
    assert _OWN.encode() not in plain(notes.folder / DATABASE, SECRET), "nor is it left on the disk"


def test_who_leads_is_told_of_a_closing_that_did_not_know_it_and_goes_on(sit: Sit) -> None:
    """The desk that was cut off closes; the room was at the other one by then, further on."""
    table = sit()
    chair, notes = table.chair, table.notes
    notes.sit()
    notes.press(KEY.Key_F12)
    notes.page.turning.item(1)
    notes.settle()
    at = notes.at
    notes.asked(partial(_note_own, at, notes.page.acts.meeting_id))
    chair.page.acts.close(lambda _: None, lambda _: None)
    chair.settle()
    table.agree()
    for seat, words in ((notes, "u haar hier leidde"), (chair, "een andere haar leidde")):
        assert seat.sees().meeting.state is MeetingState.CLOSED
        closing = seat.page.board.closing
        assert "door E. de Vries" in closing.told.text()
        assert words in closing.told.text()
        assert closing.back.isVisible() is (seat is notes)
        assert _own_notes(seat) == (1 if seat is notes else 0)
    refused: list[Refusal] = []
    chair.page.acts.go_on(lambda _: None, refused.append)
    chair.settle()
    assert refused == [MeetingNotLive()], "that is for who is in the room"
    _is_told_as_long_as_it_can_be(table)
    keep(notes.window, "console-elders-gesloten")
    notes.press(KEY.Key_Return)
    notes.settle()
    assert (notes.sees().here, notes.at, notes.sees().chair_at) == (True, at, at)
    assert not notes.page.board.covered
    assert notes.covered, "the wall waits for F8"
    table.agree()
    assert (chair.sees().meeting.state, chair.sees().here) == (MeetingState.LIVE, False)
    assert not chair.page.board.covered
    notes.page.acts.close(lambda _: None, lambda _: None)
    notes.settle()
    table.agree()
    for seat in (chair, notes):
        assert seat.sees().meeting.state is MeetingState.CLOSED
        assert seat.sees().closed_apart is None
        assert _own_notes(seat) == 0


def _is_told_as_long_as_it_can_be(table: AtTable) -> None:
    """Two days later it is too late to go on; that it was closed so is said as before."""
    for seat in (table.chair, table.notes):
        closing = seat.page.board.closing
        for days, open_ in ((2, False), (-2, True)):
            seat.clock.forward(days=days)
            seat.page.refresh()
            seat.settle()
            assert "door E. de Vries" in closing.told.text()
            assert ("verder vergaderen" in closing.told.text()) is open_
            assert closing.back.isVisible() is (open_ and seat is table.notes)


def _own_notes(seat: Seat) -> int:
    return len(seat.asked(lambda desk: desk.read(lambda s: s.scalars(select(ChairNote)).all())))


def test_what_the_note_taker_types_when_the_meeting_is_closed_is_kept(sit: Sit) -> None:
    table = sit()
    chair, notes = table.chair, table.notes
    for _ in range(2):
        notes.alt(KEY.Key_Right)
    notes.sit()
    notes.press(KEY.Key_F2)
    notes.type("@Politie belt de familie")
    chair.page.acts.close(lambda _: None, lambda _: None)
    chair.settle()
    table.agree()
    assert notes.sees().meeting.state is MeetingState.CLOSED
    left = notes.page.board.closing.left
    assert left.isVisible()
    assert [text.text() for text in left.texts] == ["@Politie belt de familie"]
    assert not notes.find(QWidget, "console.take_over").isVisible()


def _note_own(item: str, meeting: str, desk: Desk) -> None:
    desk.keep(lambda s: s.merge(ChairNote(item_id=item, meeting_id=meeting, text=_OWN)))
