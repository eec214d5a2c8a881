"""Keys that this desk holds: of compartments by epoch, and the secret of each stream."""

from collections.abc import Collection, Sequence
from typing import cast

from sqlalchemy import Table, bindparam, select, text, update
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentKey, CompartmentState, DestroyedStream, StreamSecret
from zvhdesk.models.asked import asked, value
from zvhdesk.models.at_once import among, given, insert_rows, those_given, those_of
from zvhdesk.models.home import belongs
from zvhdesk.models.kept import once
from zvhdesk.sync import sealing
from zvhdesk.sync.own import Own
from zvhdesk.sync.sealing import Place, SecretBoxes, Unreadable
from zvhdesk.wire.messages import MyBox, StreamKey
from zvhdesk.wire.roster import Roster

_KEY = select(CompartmentKey.key).where(
    CompartmentKey.comp == bindparam("comp"), CompartmentKey.epoch == bindparam("epoch")
)
_SECRETS = select(StreamSecret.stream, StreamSecret.secret).where(
    StreamSecret.stream.in_(those_given("streams"))
)
_EPOCHS = select(CompartmentKey.comp, CompartmentKey.epoch)
UNSENT = select(StreamSecret.stream, StreamSecret.secret).where(
    StreamSecret.comp == bindparam("comp"),
    text("NOT stream_secret.sent"),  # in the words of its index: SQLite finds it by no others
    StreamSecret.stream.not_in(select(DestroyedStream.stream)),
)
"""The secrets that the server does not have yet of the compartment `comp`."""
_NEXT_UNSENT = UNSENT.limit(bindparam("most"))


class FalseKey(Exception):
    """What the server gave as a key is not for this device, or not the one that the roster commits to."""


def of_epoch(session: Session, comp: bytes, epoch: int) -> bytes | None:
    """The key of a compartment in an epoch, if this desk has it."""
    return value(session, _KEY, comp=comp, epoch=epoch)


def epochs(session: Session) -> frozenset[tuple[bytes, int]]:
    """The compartments and epochs of which this desk has the key."""
    return once(
        session, _EPOCHS, lambda _: frozenset((comp, epoch) for comp, epoch in asked(session, _EPOCHS))
    )


def newest_before(session: Session, comp: bytes, epoch: int) -> bytes | None:
    """The key of the newest epoch before that one of which this desk has a key."""
    earlier = (CompartmentKey.comp == comp, CompartmentKey.epoch < epoch)
    newest = select(CompartmentKey.key).where(*earlier).order_by(CompartmentKey.epoch.desc()).limit(1)
    return session.scalar(newest)


def missing_epochs(
    session: Session, roster: Roster, comps: Collection[bytes] | None
) -> list[tuple[bytes, int]]:
    """Compartments with epochs that the roster knows and this desk has no key of, newest first.

    Of these compartments; without them of those of which it has some key.
    """
    have = epochs(session)
    mine = {comp for comp, _ in have} if comps is None else comps
    wanted = [one for one in roster.commitments if one not in have and one[0] in mine]
    return sorted(wanted, key=lambda one: -one[1])


def keep_key(session: Session, comp: bytes, epoch: int, opened: sealing.OpenedKey) -> None:
    """Keep a compartment key, and with it which compartment that is."""
    session.merge(CompartmentKey(comp=comp, epoch=epoch, key=opened.key))
    if session.get(CompartmentState, comp) is None:
        session.add(CompartmentState(comp=comp, name=opened.name))
    session.flush()


def take_box(session: Session, own: Own, roster: Roster, comp: bytes, box: MyBox) -> bool:
    """Open what the server gave as the key of an epoch. True when this desk now has it.

    Raises FalseKey for one that the roster does not commit to (SYNC.md A.1, 15); then none was taken.
    """
    place = Place(own.house, comp, box.epoch)
    opened = _opened(session, own, place, box)
    if opened is None:
        return False
    if sealing.commitment(opened.key) != roster.commitments.get((comp, box.epoch)):
        raise FalseKey
    if not belongs(session, opened.name):
        # Whoever sealed it: no desk holds the key of cases that are not its own (DATA.md 2).
        return False
    keep_key(session, comp, box.epoch, opened)
    _take_before(session, roster, place, opened, box)
    return True


def _opened(session: Session, own: Own, place: Place, box: MyBox) -> sealing.OpenedKey | None:
    if box.box is not None:
        try:
            return sealing.open_key(box.box, place, own.dev, own.pair)
        except Unreadable:
            raise FalseKey from None
    have, state = of_epoch(session, place.comp, place.epoch), session.get(CompartmentState, place.comp)
    return None if have is None or state is None else sealing.OpenedKey(have, state.name)


def _take_before(
    session: Session, roster: Roster, place: Place, opened: sealing.OpenedKey, box: MyBox
) -> None:
    if box.before is None or place.epoch == 1:
        return
    try:
        before = sealing.open_before(box.before, opened.key, place)
    except Unreadable:
        return
    said = sealing.commitment(before)
    for epoch in range(place.epoch - 1, 0, -1):
        # Which one it is the roster says: one in between may be a key that nobody has.
        if roster.commitments.get((place.comp, epoch)) == said:
            keep_key(session, place.comp, epoch, sealing.OpenedKey(before, opened.name))
            return


def secret_of(session: Session, stream: str) -> bytes | None:
    """The secret of a stream, if this desk has it."""
    found = session.get(StreamSecret, stream)
    return None if found is None else found.secret


def secrets_of(session: Session, streams: Collection[str]) -> dict[str, bytes]:
    """The secrets that this desk has of these streams, a page of them."""
    if not streams:
        return {}
    return dict(asked(session, _SECRETS, streams=given(streams)).all())


def have_secrets(session: Session, streams: Collection[str]) -> bool:
    """Whether this desk has the secrets of all of these streams."""
    found = those_of(session, cast("Table", StreamSecret.__table__), "stream", streams)
    return len(found) == len(set(streams))


def secret_for(session: Session, comp: bytes, stream: str) -> bytes:
    """The secret of a stream that this desk writes in: a new one when nobody has written in it yet."""
    found = session.get(StreamSecret, stream)
    if found is None:
        found = StreamSecret(stream=stream, comp=comp, secret=sealing.new_key())
        session.add(found)
        session.flush()
    return found.secret


def unsent_secrets(session: Session, own: Own, comp: bytes, epoch: int, most: int) -> list[StreamKey]:
    """Secrets that the server does not have yet, sealed under the key of that epoch, at most so many."""
    rows = asked(session, _NEXT_UNSENT, comp=comp, most=most).all()
    key = of_epoch(session, comp, epoch) if rows else None
    if key is None:
        return []
    boxes = SecretBoxes(key, Place(own.house, comp, epoch))
    streams = [(bytes.fromhex(stream), secret) for stream, secret in rows]
    return [StreamKey(stream=one, epoch=epoch, box=boxes.seal(secret, one)) for one, secret in streams]


def secrets_sent(session: Session, sent: Sequence[StreamKey]) -> None:
    """The server has these."""
    streams = [one.stream.hex() for one in sent]
    session.execute(update(StreamSecret).where(StreamSecret.stream.in_(streams)).values(sent=True))


def take_secrets(session: Session, own: Own, comp: bytes, received: Sequence[StreamKey]) -> int:
    """Keep secrets of others. Returns how many do not open: of an epoch that this desk has no key of."""
    shut, rows = 0, {}
    boxes = {
        epoch: SecretBoxes(key, Place(own.house, comp, epoch))
        for epoch in {one.epoch for one in received}
        if (key := of_epoch(session, comp, epoch)) is not None
    }
    streams = {one.stream.hex() for one in received}
    destroyed = select(DestroyedStream.stream).where(among(DestroyedStream.stream, streams))
    # What was destroyed gets no secret again, whoever still has it.
    passed_over = {*secrets_of(session, streams), *session.scalars(destroyed)}
    for one in received:
        try:
            secret = boxes[one.epoch].open(one.box, one.stream)
        except (KeyError, Unreadable):
            shut += 1
            continue
        stream = one.stream.hex()
        if stream not in passed_over:
            rows[stream] = {"stream": stream, "comp": comp, "secret": secret, "sent": True}
    insert_rows(session, cast("Table", StreamSecret.__table__), list(rows.values()))
    return shut


def compartment_named(session: Session, name: Compartment) -> bytes | None:
    """The id of a compartment of which this desk has a key."""
    return session.scalar(select(CompartmentState.comp).where(CompartmentState.name == name))
