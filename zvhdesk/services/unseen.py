"""What another desk wrote after a form was shown: never replaced unseen (DATA.md 7).

An act tells with `base_rev` what its form was shown; what was written after that stands beside what the act
writes. Where two cannot stand side by side, such as a phase, a form is told first, and asks again.
"""

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import ChangedSince, Refused
from zvhdesk.models.capture import CaptureSession, Cell, head_rev, versions
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.services.conflicts.kinds import is_asked
from zvhdesk.services.who import person_label

AGAIN = "Leg opnieuw vast als uw keuze moet gelden."
_NOTHING, _YES = encode(None), encode(True)
_OFF_THE_WALL = "held_back"


class BlindWrite(RuntimeError):
    """An act replaced what a person wrote or chose, and no form said what it had been shown."""


def refuse_blind(session: CaptureSession) -> None:
    """After an act without a form. Raises BlindWrite when it replaced what a person is asked about.

    An empty field may be filled, and a line may be kept off the wall: that is the safe side.
    """
    session.flush()
    for (tbl, row, col), (old, new) in session.pending.cells.items():
        safe = old in (new, _NOTHING) or (col == _OFF_THE_WALL and new == _YES)
        if not safe and (col == DELETED or is_asked(tbl, col)) and _stood(session, tbl, row):
            raise BlindWrite(f"{tbl}.{col}")


def since(session: CaptureSession, cell: Cell) -> ChangeSet | None:
    """The newest that another desk wrote in a cell after the form of this act was shown."""
    tbl, row, col = cell
    written = _later(session, tbl).where(ChangeOp.row == row, ChangeOp.col == col)
    return None if session.act.base_rev is None else session.scalar(written)


def made_since(session: CaptureSession, tbl: str, col: str, value: str) -> ChangeSet | None:
    """The newest row of this table that another desk made since, with this value in a column."""
    written = _later(session, tbl).where(ChangeOp.col == col, ChangeOp.new == encode(value))
    return None if session.act.base_rev is None else session.scalar(written)


def refuse(session: CaptureSession, change: ChangeSet, field: str, theirs: str, again: str) -> None:
    """Say what another desk did since; asked once more, knowing it, the act may go on. Raises ChangedSince.

    `theirs` reads after the name: `heeft dit intussen gewijzigd in gereed`. `again` is what to do.
    """
    who = person_label(session, change.user)
    sentence = f"{who[:1].upper()}{who[1:]} {theirs} {again}"
    raise Refused(ChangedSince(field, sentence, head_rev(session)))


def _later(session: CaptureSession, tbl: str) -> Select[ChangeSet]:
    return (
        select(ChangeSet)
        .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
        .where(ChangeOp.tbl == tbl, ChangeOp.rev > (session.act.base_rev or 0))
        .where(versions.of_another(session.act.device))
        .order_by(ChangeOp.rev.desc())
        .limit(1)
    )


def _stood(session: Session, tbl: str, row: str) -> bool:
    """Whether it was there before this act: what an act writes is recorded at its end."""
    return bool(session.scalar(select(exists().where(ChangeOp.tbl == tbl, ChangeOp.row == row))))
