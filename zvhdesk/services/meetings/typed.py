"""What is typed in the information round, committed while people talk: nothing waits for a dialog.

During a meeting a conflict never opens by itself: both texts stand under one another in the note, marked,
and are settled after closing (SYNC.md, Live typing).
"""

from dataclasses import replace

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.domain.terms import ContributionKind, TurnState
from zvhdesk.models.capture import CaptureSession, head_rev
from zvhdesk.models.cases import Contribution
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, ChangeSet, Draft
from zvhdesk.models.meetings import Turn
from zvhdesk.services import editing
from zvhdesk.services.editing import Saved, TwoVersions
from zvhdesk.services.meetings.capture import say
from zvhdesk.services.meetings.door import case_at_table
from zvhdesk.services.meetings.rows import TurnRow

SAID = "said"
"""The column under which the draft of a turn is kept; its row is the turn."""
_KIND = "kind"
MARK = "Tweede versie, na de bijeenkomst te kiezen:"
"""Stands between two texts of one turn."""


def save_said(session: CaptureSession, form: str, turn_id: str, typed: str, shown_rev: int) -> Saved:
    """Commit what was typed for a turn against the rev it was shown, in one act with its draft.

    Who was speaking goes on speaking. What another desk wrote since `shown_rev` is kept beside what was
    typed, what another act of this one wrote above it. Raises as `capture.say`.
    """
    turn = session.get(Turn, turn_id)
    if turn is None or turn.deleted:
        raise Refused(CaseGone())
    speaking = turn.state is TurnState.SPEAKING
    row = session.get(Contribution, turn.contribution_id) if turn.contribution_id else None
    text = typed
    if row is not None and not row.deleted:
        kind = row.kind
        case_at_table(session, turn.item_id)
        if tidy(typed):
            text = _both(session, form, row, typed, shown_rev)
        # Whatever came since is in that text.
        session.act = replace(session.act, base_rev=None)
    else:
        kind = _chosen_kind(session, form, turn_id) or ContributionKind.FACT
    say(session, turn_id, text, kind)
    if speaking:
        turn.state = TurnState.SPEAKING
    session.execute(delete(Draft).where(Draft.form == form, Draft.row == turn_id))
    session.flush()
    return Saved(text.strip(), head_rev(session) + len(session.touched_streams))


def set_kind(session: CaptureSession, form: str, turn_id: str, kind: ContributionKind) -> None:
    """Whether what a partner says is a fact or an opinion; before it said anything, what it will be.

    Raises Refused(MeetingNotLive | CaseGone | RetentionPassed).
    """
    turn = session.get(Turn, turn_id)
    if turn is None or turn.deleted:
        raise Refused(CaseGone())
    case_at_table(session, turn.item_id)
    row = session.get(Contribution, turn.contribution_id) if turn.contribution_id else None
    if row is not None and not row.deleted:
        row.kind = kind
    else:
        session.merge(Draft(form=form, row=turn_id, col=_KIND, text=kind.value, rev=head_rev(session)))


def with_chosen_kinds(session: Session, form: str, rows: tuple[TurnRow, ...]) -> tuple[TurnRow, ...]:
    """The turns, with the kind that was chosen before anything was said."""
    return tuple(
        replace(row, is_fact=chosen is ContributionKind.FACT)
        if row.contribution_id is None and (chosen := _chosen_kind(session, form, row.id)) is not None
        else row
        for row in rows
    )


def speaking_since(session: Session, item_id: str) -> tuple[str, int] | None:
    """Whose turn it is and since when (UTC ms), for the chair's timer; None when nobody speaks."""
    turn = session.scalar(
        select(Turn.id)
        .where(Turn.item_id == item_id, Turn.state == TurnState.SPEAKING, ~Turn.deleted)
        .order_by(Turn.position, Turn.id)
        .limit(1)
    )
    if turn is None:
        return None
    since = session.scalar(
        select(func.max(ChangeSet.wall_ms))
        .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
        .where(ChangeOp.tbl == Turn.__tablename__, ChangeOp.row == turn, ChangeOp.col == "state")
        .where(ChangeOp.new == encode(TurnState.SPEAKING), ChangeOp.old != ChangeOp.new)
    )
    return None if since is None else (turn, since)


def _both(session: CaptureSession, form: str, row: Contribution, typed: str, shown_rev: int) -> str:
    outcome = editing.save(
        session, form, (Contribution.__tablename__, row.id, "text"), typed, shown_rev, beside=True
    )
    if isinstance(outcome, TwoVersions):
        return f"{outcome.theirs}\n{MARK}\n{typed.strip()}"
    return outcome.text


def _chosen_kind(session: Session, form: str, turn_id: str) -> ContributionKind | None:
    draft = session.get(Draft, (form, turn_id, _KIND))
    return ContributionKind(draft.text) if draft is not None else None
