"""How far this desk is in a compartment: what a page is checked against, and where it stands after one."""

from sqlalchemy import Executable, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentMember, CompartmentState, DeviceHead, Fate, SealedEnvelope
from zvhdesk.models.asked import asked, value
from zvhdesk.sync.checking import History, Missing, Reached
from zvhdesk.wire.envelope import Header
from zvhdesk.wire.membership import Role
from zvhdesk.wire.roster import Roster

# Asked for every page: to put a statement together takes longer than to ask it.
_MEMBERS = select(CompartmentMember.dev, CompartmentMember.role).where(
    CompartmentMember.comp == bindparam("comp")
)
_HEADS = select(DeviceHead.dev, DeviceHead.dseq, DeviceHead.hash).where(DeviceHead.comp == bindparam("comp"))
_OF_COMP = SealedEnvelope.comp == bindparam("comp")
_GONE = select(SealedEnvelope.env_hash).where(_OF_COMP, SealedEnvelope.fate == Fate.GONE)
_CHAIN = select(SealedEnvelope.chain).where(_OF_COMP, SealedEnvelope.seq == bindparam("seq"))
_LAST_READ = (
    select(SealedEnvelope.hdr)
    .where(_OF_COMP, SealedEnvelope.seq <= bindparam("seq"), SealedEnvelope.hdr.is_not(None))
    .order_by(SealedEnvelope.seq.desc())
    .limit(1)
)
_HEAD = insert(DeviceHead)
_HEAD_NOW = _HEAD.on_conflict_do_update(set_={"dseq": _HEAD.excluded.dseq, "hash": _HEAD.excluded.hash})
_MEMBER = insert(CompartmentMember)
_MEMBER_NOW = _MEMBER.on_conflict_do_update(set_={"role": _MEMBER.excluded.role})
_NO_MEMBER = delete(CompartmentMember).where(
    CompartmentMember.comp == bindparam("of_comp"), CompartmentMember.dev == bindparam("of_dev")
)


def history_of(
    session: Session, roster: Roster, state: CompartmentState, ordered: frozenset[bytes]
) -> History:
    """Where a compartment stands on this desk; `ordered` are hashes of what was ordered to destroy."""
    comp = state.comp

    def chain_at(seq: int) -> bytes | None:
        return value(session, _CHAIN, comp=comp, seq=seq)

    return History(
        roster,
        comp,
        Reached(state.seq, state.chain, last_epoch(session, comp, state.seq)),
        _members(session, comp),
        _heads(session, comp),
        Missing(frozenset(asked(session, _GONE, comp=comp).scalars()), ordered),
        chain_at,
    )


def last_epoch(session: Session, comp: bytes, seq: int) -> int:
    """That of the last envelope up to a number that can be read; 0 before the first."""
    hdr = value(session, _LAST_READ, comp=comp, seq=seq)
    return 0 if hdr is None else Header.from_bytes(hdr).epoch


def move_on(session: Session, state: CompartmentState, history: History) -> None:
    """Where that history ends, this desk stands."""
    state.seq, state.chain = history.seq, history.chain
    session.flush()
    comp, heads, members = state.comp, _heads(session, state.comp), _members(session, state.comp)
    for dev, (dseq, last) in history.heads.items():
        if heads.get(dev) != (dseq, last):
            _put(session, _HEAD_NOW, comp=comp, dev=dev, dseq=dseq, hash=last)
    for dev in members.keys() - history.members:
        _put(session, _NO_MEMBER, of_comp=comp, of_dev=dev)
    for dev, role in history.members.items():
        if members.get(dev) is not role:
            _put(session, _MEMBER_NOW, comp=comp, dev=dev, role=role.value)


def _heads(session: Session, comp: bytes) -> dict[bytes, tuple[int, bytes]]:
    return {dev: (dseq, last) for dev, dseq, last in asked(session, _HEADS, comp=comp)}


def _members(session: Session, comp: bytes) -> dict[bytes, Role]:
    return {dev: Role(role) for dev, role in asked(session, _MEMBERS, comp=comp)}


def _put(session: Session, statement: Executable, **given: object) -> None:
    session.connection().execute(statement, given)
