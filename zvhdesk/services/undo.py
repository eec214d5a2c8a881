"""Taking an act back: a new act with the old values (DATA.md 9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Exists, Select, exists, func, inspect, select
from sqlalchemy.orm import Session, aliased

from zvhdesk.domain.refusals import CannotUndoFormal, NothingToUndo, PlanAdopted, Refused, TouchedSince
from zvhdesk.domain.terms import FORMAL_INTENTS, FOUNDING, Regime
from zvhdesk.models.capture import CaptureSession, in_use
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.cases import Case
from zvhdesk.models.codec import decode, encode
from zvhdesk.models.house import CaseTable, Member
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import NoteParagraph
from zvhdesk.models.plans import Plan
from zvhdesk.models.tables import BY_NAME, REPLICATED, column_of
from zvhdesk.services import devices, regimes
from zvhdesk.services.case_door import working_case
from zvhdesk.services.history import INTENTS
from zvhdesk.services.meetings import own_note
from zvhdesk.services.words import many

_NOTE = NoteParagraph.__tablename__
Row = tuple[str, str]
"""Table and row id."""

_AT_ONCE = 500

_POINTERS = frozenset(
    column.key
    for cls in REPLICATED
    for column in inspect(cls).column_attrs
    if column.key.endswith("_id") and column.key != "stream_id"
)
"""The columns that hold the id of another row."""


@dataclass(frozen=True, slots=True)
class LastAct:
    """An act that may be taken back: its id, what it is called on screen, and which cases it is about.

    `number` is that of its case when it is about one, else empty. `cases` counts what an import brought in,
    and is 0 for everything else.
    """

    id: str
    what: str
    number: str = ""
    cases: int = 0

    @property
    def undone(self) -> str:
        """What is said when it was taken back."""
        if self.cases:
            return f"Ongedaan gemaakt: het overnemen van {many(self.cases, 'casus', 'casussen')}."
        return f"Ongedaan gemaakt: {self.what}{', ' if self.number else ''}{self.number}."


def last_act(session: Session, user: str) -> LastAct:
    """The newest act of this user here that was not taken back. Raises Refused(NothingToUndo)."""
    undone = select(ChangeSet.undo_of).where(ChangeSet.undo_of.is_not(None))
    newest = session.scalars(
        select(ChangeSet)
        .where(ChangeSet.user == user, ChangeSet.undo_of.is_(None), ChangeSet.act.not_in(undone))
        .where(ChangeSet.origin.in_(("desk", "import")), ChangeSet.intent != FOUNDING)
        .order_by(ChangeSet.rev.desc())
        .limit(1)
    ).first()
    if newest is None:
        raise Refused(NothingToUndo())
    return described(session, newest.act)


def described(session: Session, act: str) -> LastAct:
    """An act as a person calls it. Raises Refused(NothingToUndo) when there is no such act."""
    first = session.scalars(select(ChangeSet).where(ChangeSet.act == act).order_by(ChangeSet.rev)).first()
    if first is None:
        raise Refused(NothingToUndo())
    of = select(ChangeSet.stream_id).where(ChangeSet.act == act)
    cases = session.scalar(select(func.count()).select_from(Case).where(Case.stream_id.in_(of))) or 0
    number = session.scalar(select(Case.number).where(Case.stream_id.in_(of))) if cases == 1 else None
    imported = cases if first.origin == "import" else 0
    return LastAct(act, INTENTS.get(first.intent, "Gewijzigd"), number or "", imported)


def undo(session: CaptureSession, act: str) -> None:
    """Set every cell of an act back; what it created becomes deleted. An import is one act.

    An own note of the chair that the act put in the dossier is an own note again.

    The caller's act must carry `undo_of=act`.
    Raises Refused(CannotUndoFormal | TouchedSince | NothingToUndo), and for a case that may no longer be
    changed CaseGone or RetentionPassed. BadInput for a casustafel that would go to or from CTER.
    """
    sets = session.scalars(select(ChangeSet).where(ChangeSet.act == act).order_by(ChangeSet.rev)).all()
    if not sets:
        raise Refused(NothingToUndo())
    if any(change.intent in FORMAL_INTENTS for change in sets):
        raise Refused(CannotUndoFormal())
    span = _Span(act, sets[0].rev)
    created = _created(session, span)
    ops = _set_ops(session, span)
    _refuse_if_touched(session, span, ops, created)
    _refuse_behind_the_door(session, ops)
    _refuse_if_needed(session, span, created)
    _set_back(session, ops)
    _delete(session, created)
    for change in sets:
        if change.intent == own_note.MOVED:
            own_note.bring_back(session, change.device, [row for tbl, row in created if tbl == _NOTE])
    session.flush()


@dataclass(frozen=True, slots=True)
class _Span:
    """The change sets of an act, from rev `first` on. An import has as many as it has cases and persons."""

    act: str
    first: int

    @property
    def revs(self) -> Select[int]:
        return select(ChangeSet.rev).where(ChangeSet.act == self.act)

    def earlier(self) -> Exists:
        """Whether the row of an op stood before this act."""
        before = aliased(ChangeOp)
        of = (before.tbl == ChangeOp.tbl, before.row == ChangeOp.row, before.rev < self.first)
        return exists().where(*of)


def _created(session: Session, span: _Span) -> set[Row]:
    """The rows that an act made: nothing was recorded of them before it."""
    rows = session.execute(
        select(ChangeOp.tbl, ChangeOp.row).where(ChangeOp.rev.in_(span.revs), ~span.earlier()).distinct()
    )
    return {(tbl, row) for tbl, row in rows}


def _set_ops(session: Session, span: _Span) -> Sequence[ChangeOp]:
    """What an act changed in rows that stood already; of an import that is little, of new rows it is much."""
    return session.scalars(
        select(ChangeOp).where(ChangeOp.rev.in_(span.revs), span.earlier()).order_by(ChangeOp.id)
    ).all()


def _refuse_if_touched(session: Session, span: _Span, ops: Sequence[ChangeOp], created: set[Row]) -> None:
    cells = {(op.tbl, op.row, op.col) for op in ops}
    mine = select(ChangeOp.row).where(ChangeOp.rev.in_(span.revs))
    later = session.execute(
        select(ChangeSet.act, ChangeOp.tbl, ChangeOp.row, ChangeOp.col)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.rev > span.first, ChangeSet.act != span.act, ChangeOp.row.in_(mine))
    )
    touching = {by for by, *cell in later if tuple(cell) in cells or tuple(cell[:2]) in created}
    if touching and touching & _standing(session, span.first):
        raise Refused(TouchedSince())


def _refuse_behind_the_door(session: CaptureSession, ops: Sequence[ChangeOp]) -> None:
    """A case that was shielded or whose five years are over is not changed (WGS 1.8(7), 2.31(8)).

    Nor is a version of a plan that lid 1 adopted since. But a case that this act brought in goes with it,
    such as the closed ones of an import.
    """
    for tbl, row_id in {(op.tbl, op.row) for op in ops}:
        row = session.get_one(BY_NAME[tbl], row_id)
        if isinstance(row, Plan) and row.adopted:
            raise Refused(PlanAdopted())
        # A point of the agenda has no case: its case_id is None.
        case = session.get(Case, row.id if isinstance(row, Case) else getattr(row, "case_id", None) or "")
        if case is not None and not case.deleted:
            working_case(session, case.id)


def _refuse_if_needed(session: Session, span: _Span, created: set[Row]) -> None:
    """A row that another act pointed at since, such as a person taken into a second case, is needed there.

    So is a colleague whose device was let in since, and a gemeente, which cases know by its name.
    """
    if not created:
        return
    if any(tbl == Member.__tablename__ and devices.in_use(session, row) for tbl, row in created):
        raise Refused(TouchedSince())
    ids = {encode(row) for _, row in created}
    pointing = session.execute(
        select(ChangeSet.act, ChangeOp.new)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.rev > span.first, ChangeSet.act != span.act, ChangeOp.col.in_(_POINTERS))
    )
    if any(user not in created for user in in_use.by_name(session, created)):
        raise Refused(TouchedSince())
    needing = {by for by, new in pointing if new in ids}
    if needing and needing & _standing(session, span.first):
        raise Refused(TouchedSince())


def _standing(session: Session, rev: int) -> set[str]:
    """The acts after `rev` that still count.

    An act and the one that took it back cancel out, so that Ctrl+Z goes on from one act to the one before.
    Taking back something older counts: it moved the cells that the older act had set.
    """
    later = session.execute(
        select(ChangeSet.act, ChangeSet.undo_of)
        .where(ChangeSet.rev > rev)
        .group_by(ChangeSet.act, ChangeSet.undo_of)
        .order_by(func.max(ChangeSet.rev).desc())
    ).all()
    after = {by for by, _ in later}
    cancelled: set[str] = set()
    for by, undo_of in later:  # the newest first: an undo that was itself taken back cancels nothing
        if by not in cancelled and undo_of in after:
            cancelled |= {by, undo_of}
    return after - cancelled


def _set_back(session: CaptureSession, ops: Sequence[ChangeOp]) -> None:
    for op in ops:
        row = session.get_one(BY_NAME[op.tbl], op.row)
        before = decode(op.old, column_of(op.tbl, op.col))
        if isinstance(row, CaseTable) and isinstance(before, Regime):
            regimes.keep_apart(row, before)
        if op.col == DELETED and row.deleted == before:
            # It stands although it was cancelled, because it had begun: now it says so.
            session.chose(row, DELETED, not before)
        setattr(row, op.col, before)


def _delete(session: Session, created: set[Row]) -> None:
    ids: dict[str, list[str]] = {}
    for tbl, row_id in created:
        ids.setdefault(tbl, []).append(row_id)
    for tbl, rows in ids.items():
        cls = BY_NAME[tbl]
        for at in range(0, len(rows), _AT_ONCE):
            for row in session.scalars(select(cls).where(cls.id.in_(rows[at : at + _AT_ONCE]))):
                row.deleted = True
