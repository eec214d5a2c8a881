"""How far this desk is in a compartment: what a page is checked against, and where it stands after one."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentMember, CompartmentState, DeviceHead, Fate, SealedEnvelope
from zvhdesk.sync.checking import History, Missing, Reached
from zvhdesk.wire.envelope import Header
from zvhdesk.wire.membership import Role
from zvhdesk.wire.roster import Roster

# Asked for every page: to put a statement together takes longer than to ask it.
_MEMBERS = select(CompartmentMember).where(CompartmentMember.comp == bindparam("comp"))
_HEADS = select(DeviceHead).where(DeviceHead.comp == bindparam("comp"))
_OF_COMP = SealedEnvelope.comp == bindparam("comp")
_GONE = select(SealedEnvelope.env_hash).where(_OF_COMP, SealedEnvelope.fate == Fate.GONE)
_CHAIN = select(SealedEnvelope.chain).where(_OF_COMP, SealedEnvelope.seq == bindparam("seq"))
_LAST_READ = (
    select(SealedEnvelope.hdr)
    .where(_OF_COMP, SealedEnvelope.seq <= bindparam("seq"), SealedEnvelope.hdr.is_not(None))
    .order_by(SealedEnvelope.seq.desc())
    .limit(1)
)


def history_of(
    session: Session, roster: Roster, state: CompartmentState, ordered: frozenset[bytes]
) -> History:
    """Where a compartment stands on this desk; `ordered` are hashes of what was ordered to destroy."""
    comp = state.comp

    def chain_at(seq: int) -> bytes | None:
        return session.scalar(_CHAIN, {"comp": comp, "seq": seq})

    return History(
        roster,
        comp,
        Reached(state.seq, state.chain, last_epoch(session, comp, state.seq)),
        {row.dev: Role(row.role) for row in session.scalars(_MEMBERS, {"comp": comp})},
        {row.dev: (row.dseq, row.hash) for row in session.scalars(_HEADS, {"comp": comp})},
        Missing(frozenset(session.scalars(_GONE, {"comp": comp})), ordered),
        chain_at,
    )


def last_epoch(session: Session, comp: bytes, seq: int) -> int:
    """That of the last envelope up to a number that can be read; 0 before the first."""
    hdr = session.scalar(_LAST_READ, {"comp": comp, "seq": seq})
    return 0 if hdr is None else Header.from_bytes(hdr).epoch


def move_on(session: Session, state: CompartmentState, history: History) -> None:
    """Where that history ends, this desk stands."""
    state.seq, state.chain = history.seq, history.chain
    heads = {row.dev: row for row in session.scalars(_HEADS, {"comp": state.comp})}
    for dev, (dseq, last) in history.heads.items():
        if dev not in heads:
            session.add(DeviceHead(comp=state.comp, dev=dev, dseq=dseq, hash=last))
        elif (heads[dev].dseq, heads[dev].hash) != (dseq, last):
            heads[dev].dseq, heads[dev].hash = dseq, last
    members = {row.dev: row for row in session.scalars(_MEMBERS, {"comp": state.comp})}
    for dev, row in members.items():
        if dev not in history.members:
            session.delete(row)
    for dev, role in history.members.items():
        if dev not in members:
            session.add(CompartmentMember(comp=state.comp, dev=dev, role=role.value))
        elif members[dev].role != role.value:
            members[dev].role = role.value
    session.flush()
