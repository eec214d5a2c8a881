"""What the console has done: each method is one act on the desk. No widget is known here."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.terms import (
    ActionStatus,
    Capacity,
    ContributionKind,
    NoteKind,
    Presence,
    Step,
    TurnState,
)
from zvhdesk.services import actions, adding, conflicts, editing
from zvhdesk.services.case_door import act_day
from zvhdesk.services.editing import Saved
from zvhdesk.services.meetings import (
    attendance,
    capture,
    doubted,
    named,
    nods,
    own_note,
    running,
    taken_off,
    turns,
    typed,
)
from zvhdesk.services.meetings.lead import TAKE_OVER, take_over
from zvhdesk.ui.console.live_text import Answer
from zvhdesk.ui.console.own_note import FORM as OWN
from zvhdesk.ui.console.reading import FORM
from zvhdesk.ui.tasks import Tasks

Failed = Callable[[Any], object]
Recorded = tuple[str, tuple[str, ...]]
"""The id of an action or decision, and what in it looks like a name: for that it is held back."""


class Acts(QObject):
    """The acts of one live meeting. `refused` carries the reason of one that nobody else explains.

    `asked_again`: a change touched no row that the page hears of, so that it must read by itself.
    """

    refused = Signal(object)
    asked_again = Signal()
    let_gone = Signal(str)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.meeting_id = ""
        self.item_id = ""
        self.rev = 0
        """What the page shows: what another desk wrote after it is not replaced unseen."""
        self.no_names: tuple[str, ...] = ()
        """Organisations and places, which look like names and are none."""

    def _act(
        self,
        fn: Callable[[Any], Any],
        intent: str,
        done: Callable[[Any], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        broken: Callable[[], object] | None = None,
    ) -> None:
        """An act that takes the place of nothing a person wrote or chose."""
        whose = self._whose(owner, done)
        self.tasks.act(fn, intent, done or _nothing, failed or self.refused.emit, owner=whose, broken=broken)

    def _change(
        self,
        fn: Callable[[Any], Any],
        intent: str,
        done: Callable[[Any], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """An act on what the page shows."""
        whose = self._whose(owner, done)
        self.tasks.change(
            fn, intent, done or _nothing, failed or self.refused.emit, owner=whose, base_rev=self.rev
        )

    def _whose(self, owner: QObject | None, done: Callable[[Any], object] | None) -> QObject:
        # A text that left the screen meanwhile needs no answer: until it is done it stands as a draft.
        return owner or _receiver(done) or self

    # The meeting.

    def go_to(self, item_id: str, done: Callable[[Any], object]) -> None:
        """Begin another item; the wall is covered by whoever asks."""
        meeting_id, before = self.meeting_id, self.item_id

        def fn(session: Any) -> None:
            turns.stop_speaking(session, before)
            running.go_to(session, meeting_id, item_id)

        self._act(fn, "meeting.item", done)

    def set_step(self, step: Step, done: Callable[[Any], object], failed: Failed) -> None:
        """Take the case to a step; leaving the round ends the turn that runs."""
        item_id = self.item_id

        def fn(session: Any) -> None:
            if step is not Step.ROUND:
                turns.stop_speaking(session, item_id)
            running.set_step(session, item_id, step)

        self._act(fn, "meeting.step", done, failed)

    def pause(self, *, on: bool) -> None:
        """Let the clock stand, or go on."""
        meeting_id = self.meeting_id
        act = running.pause if on else running.resume
        self._act(lambda session: act(session, meeting_id), "meeting.pause")

    def put_back(self, item_id: str) -> None:
        """What another desk took off the agenda goes back where it stood."""
        self._change(lambda session: taken_off.put_back(session, item_id), conflicts.RESTORE)

    def end_item(self, done: Callable[[Any], object]) -> None:
        """The case was discussed: the chair says so."""
        item_id = self.item_id
        self._act(lambda session: running.end_item(session, item_id), "meeting.item", done)

    def postpone(self, done: Callable[[Any], object]) -> None:
        """The item goes to the next table; `done` gets the day on whose agenda it stands, or None."""
        item_id = self.item_id
        self._act(lambda session: running.postpone(session, item_id), "meeting.item", done)

    def take_over(self) -> None:
        """Lead this meeting from this desk, at the item and step where it is."""
        meeting_id = self.meeting_id
        self._act(lambda session: take_over(session, meeting_id, session.act.device), TAKE_OVER)

    def close(self, done: Callable[[Any], object], failed: Failed) -> None:
        """End the meeting."""
        meeting_id = self.meeting_id
        self._act(lambda session: running.close(session, meeting_id), "meeting.close", done, failed)

    def go_on(self, done: Callable[[Any], object], failed: Failed) -> None:
        """Go on with a meeting that another desk closed without knowing that this one leads it."""
        meeting_id = self.meeting_id
        self._act(lambda session: running.go_on(session, meeting_id), "meeting.go_on", done, failed)

    # The case at the table.

    def settle_turn(self, turn_id: str, state: TurnState) -> None:
        """How it stands with a partner in the round."""
        self._act(lambda session: capture.settle_turn(session, turn_id, state), "round.settle")

    def say(self, turn_id: str, text: str, rev: int, answer: Answer) -> None:
        """Commit what was typed for a turn."""
        self.tasks.change(
            lambda session: typed.save_said(session, FORM, turn_id, text, rev),
            "round.say",
            answer.done,
            answer.refused,
            owner=self._whose(None, answer.done),
            broken=answer.broken,
            base_rev=rev,
        )

    def set_kind(self, turn_id: str, kind: ContributionKind) -> None:
        """Fact or opinion. Before anything was said there is no row to change, so the page asks anew."""
        self._change(lambda session: typed.set_kind(session, FORM, turn_id, kind), "round.say", self._read)

    def add_note(self, step: Step, text: str, kind: NoteKind, partner_id: str | None, answer: Answer) -> None:
        """A new paragraph; its draft goes in the same act."""
        item_id = self.item_id
        col = {NoteKind.NOTE: str(step), NoteKind.DISSENT: f"{step}.dissent"}.get(kind, f"{step}.parked")

        def fn(session: Any) -> Saved:
            capture.add_note(session, item_id, step, text, kind, partner_id)
            editing.discard_draft(session, FORM, ("note", item_id, col))
            return Saved("", 0)

        self._act(fn, "note.add", answer.done, answer.refused, broken=answer.broken)

    def settle_action(
        self, action_id: str, status: ActionStatus, reason: str | None, failed: Failed, owner: QObject
    ) -> None:
        """An action of last time is over: gereed, kan niet meer or niet gedaan."""

        def fn(session: Any) -> object:
            return actions.change_status(session, action_id, status, reason, act_day(session))

        self._change(fn, actions.STATUS, failed=failed, owner=owner)

    def read_back(self, action_id: str) -> None:
        """Its owner said the action back."""
        self._act(lambda session: capture.read_back(session, action_id), "action.read_back")

    def agree(self, decision_id: str, partner_id: str) -> None:
        """An absent one of lid 1 was asked and agrees."""
        self._change(lambda session: capture.agree(session, decision_id, partner_id), "decision.agree")

    # The capture line.

    def record_action(
        self,
        text: str,
        partner_id: str | None,
        due_on: Any,
        done: Callable[[Recorded], object],
        failed: Failed,
    ) -> None:
        """Record an action; `done` gets its id, and the names for which it is held back."""
        item_id, known = self.item_id, self.no_names

        def fn(session: Any) -> Recorded:
            row_id = capture.record_action(session, item_id, text, partner_id, due_on)
            nods.await_nod(session, row_id)
            return row_id, doubted.hold_named(session, row_id, known)

        self._act(fn, "action.capture", done, failed)

    def record_decision(self, text: str, done: Callable[[Recorded], object], failed: Failed) -> None:
        """Record a decision; `done` as that of an action."""
        item_id, known = self.item_id, self.no_names

        def fn(session: Any) -> Recorded:
            row_id = capture.record_decision(session, item_id, text)
            nods.await_nod(session, row_id)
            return row_id, doubted.hold_named(session, row_id, known)

        self._act(fn, "decision.record", done, failed)

    def let_go(self, row_id: str, *, initials: bool = False) -> None:
        """What was held back may be on the wall, as it reads or with initials; `let_gone` then has its id."""
        known = self.no_names

        def fn(session: Any) -> str:
            if initials:
                doubted.write_initials(session, row_id, known)
            else:
                doubted.release(session, row_id)
            return row_id

        self._change(fn, doubted.INITIALS if initials else doubted.RELEASE, self.let_gone.emit, owner=self)

    def nod(self, row_id: str, done: Callable[[Recorded], object]) -> None:
        """A line of the note taker may be on the wall; `done` gets its id, and names to be asked about."""
        meeting_id, known, seen = self.meeting_id, self.no_names, self.rev

        def fn(session: Any) -> Recorded:
            nods.nod(session, meeting_id, row_id, shown=True, seen=seen)
            return row_id, doubted.hold_named(session, row_id, known)

        self._act(fn, nods.NOD, done)

    def nod_away(self, row_id: str) -> None:
        """A line of the note taker stays off the wall."""
        meeting_id, seen = self.meeting_id, self.rev
        self._act(lambda session: nods.nod(session, meeting_id, row_id, shown=False, seen=seen), nods.NOD)

    def hold_back(self, row_id: str, done: Callable[[Any], object] | None = None) -> None:
        """Keep an action or decision off the wall; it stays recorded."""
        self._act(lambda session: capture.hold_back(session, row_id), "action.hold", done)

    # The chair's own note.

    def keep_own(self, text: str, rev: int, answer: Answer) -> None:
        """Keep the own note: a row of this desk, so no act and no history."""
        meeting_id, item_id = self.meeting_id, self.item_id

        def fn(session: Any) -> Saved:
            capture.keep_own_note(session, meeting_id, item_id, text)
            editing.discard_draft(session, OWN, ("chair_note", item_id, "text"))
            return Saved(text.strip(), rev)

        self._act(fn, "note.own", answer.done, answer.refused, broken=answer.broken)

    def move_own(self) -> None:
        """Put the own note in the dossier."""
        item_id = self.item_id
        self._act(lambda session: capture.move_own_note(session, item_id), own_note.MOVED)

    # The door.

    def set_presence(self, attendance_id: str, presence: Presence) -> None:
        """Somebody comes in or leaves."""
        self._change(
            lambda session: attendance.set_presence(session, attendance_id, presence), "meeting.admit"
        )

    def sign(self, attendance_id: str) -> None:
        """The confidentiality statement was seen, signed."""
        self._change(
            lambda session: attendance.sign(session, attendance_id, act_day(session)), "meeting.admit"
        )

    def admit_guest(
        self,
        organisation: str,
        name: str,
        capacity: Capacity,
        screened: bool | None,
        answer: Answer,
        *,
        confirmed: bool = False,
    ) -> None:
        """Let in somebody who is not on the list; the draft of it goes in the same act.

        A name from a case is asked about, unless it was `confirmed`.
        """
        meeting_id = self.meeting_id

        def fn(session: Any) -> None:
            attendance.admit_guest(
                session,
                meeting_id,
                organisation,
                name,
                capacity,
                screened=screened,
                presence=Presence.IN_ROOM,
            )
            if not confirmed:
                named.doubt_guest(session, meeting_id, organisation, name)
            adding.drop_form_drafts(session, attendance.ADMIT, meeting_id)

        self._act(fn, attendance.ADMIT, answer.done, answer.refused, broken=answer.broken)

    def drop_guest(self) -> None:
        """The chair let go of what was typed of a guest."""
        meeting_id = self.meeting_id
        self._act(
            lambda session: adding.drop_form_drafts(session, attendance.ADMIT, meeting_id), "draft.discard"
        )

    def _read(self, _: object) -> None:
        self.asked_again.emit()


def _receiver(done: Callable[[Any], object] | None) -> QObject | None:
    found = getattr(done, "__self__", None)
    return found if isinstance(found, QObject) else None


def _nothing(_: object) -> None:
    """The page hears of it by the commit itself."""
