"""A device is revoked: from here on it counts for nothing, and what is written later it cannot read.

It protects the future only. What the device has read it has read, and its own copy stays until it hears of
it; the signed revocation says whether it then wipes or only locks itself (SYNC.md, Settled).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentMember, CompartmentState
from zvhdesk.sync import boxes, keys, knowing, outgoing, own, rosters, sealing
from zvhdesk.sync.own import Own
from zvhdesk.sync.sealing import OpenedKey, Place
from zvhdesk.sync.server import SaidNo, Server, Unreachable
from zvhdesk.sync.steps import Story, at_server, keeping, reading
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import Why
from zvhdesk.wire.roster import AfterRevoking, Body, Entry, Roster


@dataclass(frozen=True, slots=True)
class _Renewed:
    """A compartment and its new key."""

    comp: bytes
    name: Compartment
    epoch: int
    key: bytes


def revoke(me: Own, dev: bytes, after: AfterRevoking) -> Story[None]:
    """Revoke a device, as an admin. Its compartments that this desk writes in get a new key.

    In others a member that is an admin does that at its next contact (`catch_up`).

    Raises SaidNo with `stale` when the roster moved on meanwhile: then nothing was done.
    """
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    renewed = yield from reading(partial(_renew, me=me, roster=roster, dev=dev))
    entries = _entries(me, roster, dev, after, renewed)
    if not entries:
        return  # it was done before, all of it
    yield from at_server(partial(Server.add_to_roster, entries=entries))
    roster = yield from keeping(partial(rosters.extend, folded=roster, root=me.root, more=entries))
    for one in renewed:
        if (yield from reading(partial(_lacks_the_one_before, one=one))):
            # From here on the server takes no box of it any more: it answers with one, or nobody has it.
            yield from knowing.ask_for_keys(me, roster, [one.comp])
        place, opened = Place(me.house, one.comp, one.epoch), OpenedKey(one.key, one.name)
        made = yield from reading(partial(boxes.for_members, roster=roster, place=place, opened=opened))
        yield from at_server(partial(Server.put_boxes, comp=one.comp, boxes=made))
        yield from keeping(partial(_put_out, me=me, roster=roster, one=one, dev=dev))


@dataclass(frozen=True, slots=True)
class HalfRevoked:
    """The reason of a Refusing: `done` devices of so many are revoked; `lost`: no answer came to the next."""

    done: int
    of: int
    lost: bool


def revoke_all(me: Own, devices: Sequence[bytes], after: AfterRevoking) -> Story[None]:
    """Revoke them one after another. Raises Refusing(HalfRevoked) when it broke off after the first.

    Done once more it goes on where it was: one that is revoked stays so.
    """
    for done, dev in enumerate(devices):
        try:
            yield from revoke(me, dev, after)
        except (SaidNo, Unreachable) as no:
            if not done:
                raise
            raise Refusing(HalfRevoked(done, len(devices), isinstance(no, Unreachable))) from None


def told(session: Session, device: str) -> AfterRevoking | None:
    """What this desk was told by the roster it has, if it was revoked: it may have ended before it obeyed.

    To be asked once the database is open and before anything of it is shown. `device` is the desk's own id.
    """
    me = own.of(session, device)
    return None if me is None else rosters.known(session, me.house, me.root).after_revoking(me.dev)


def catch_up(me: Own) -> Story[None]:
    """Renew what a revoked device is still a member of, when an admin revoked it who has no key of that.

    Another admin may have been faster: then there is nothing left to do at the next contact.
    """
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    if not roster.is_admin(me.dev):
        return
    for dev, after in (yield from reading(partial(_left_behind, me=me, roster=roster))):
        try:
            yield from revoke(me, dev, after)
        except SaidNo as no:
            if no.why is not Why.STALE:
                raise
            return


def _left_behind(session: Session, me: Own, roster: Roster) -> list[tuple[bytes, AfterRevoking]]:
    members = session.scalars(
        select(CompartmentMember.dev).where(CompartmentMember.comp.in_(_written(me))).distinct()
    )
    return [
        (dev, after)
        for dev in members
        if dev in roster.devices and (after := roster.devices[dev].revoked) is not None
    ]


def _written(me: Own) -> Select[bytes]:
    """The compartments that this desk writes in: only there it can say who is a member."""
    return select(CompartmentMember.comp).where(
        CompartmentMember.dev == me.dev, CompartmentMember.role == Role.WRITE.value
    )


def _renew(session: Session, me: Own, roster: Roster, dev: bytes) -> list[_Renewed]:
    member = select(CompartmentMember.comp).where(
        CompartmentMember.dev == dev, CompartmentMember.comp.in_(_written(me))
    )
    mine = session.scalars(select(CompartmentState).where(CompartmentState.comp.in_(member)))
    return [
        _Renewed(state.comp, state.name, roster.epoch(state.comp) + 1, sealing.new_key()) for state in mine
    ]


def _entries(
    me: Own, roster: Roster, dev: bytes, after: AfterRevoking, renewed: list[_Renewed]
) -> list[Entry]:
    bodies: list[Body] = [wire_roster.Revoke(dev, after)] if roster.active(dev) is not None else []
    bodies += [wire_roster.Epoch(one.comp, one.epoch, sealing.commitment(one.key)) for one in renewed]
    entries: list[Entry] = []
    for body in bodies:
        entries.append(wire_roster.make(roster.next_place(me.dev), body, me.sign))
        roster = wire_roster.extended(roster, entries[-1], me.root)
    return entries


def _lacks_the_one_before(session: Session, one: _Renewed) -> bool:
    return one.epoch > 1 and keys.of_epoch(session, one.comp, one.epoch - 1) is None


def _put_out(session: Session, me: Own, roster: Roster, one: _Renewed, dev: bytes) -> None:
    # Not before the others can have it: nothing is ever sealed under a key that nobody else gets.
    keys.keep_key(session, one.comp, one.epoch, OpenedKey(one.key, one.name))
    # What was sealed under the key before is sealed again, and the word of it goes first.
    outgoing.unseal(session, me, roster, one.comp)
    outgoing.say_member(session, me, roster, one.comp, Membership(dev, None))
