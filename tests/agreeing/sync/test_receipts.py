"""Each device signs that a destroyed case is gone there, and every desk can see who has not yet."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.sync.conftest import Two
from tests.agreeing.sync.desks import Station, join, let_in, station
from zvhdesk.domain.destruction import Answer, DestructionReport, answer_of
from zvhdesk.domain.enrolment import After, DeviceRow
from zvhdesk.line.enrolling import house_of
from zvhdesk.models.agreeing import DestroyedStream
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.destructions import DestructionReceipt
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.sync import beacons, joining, ordering, revoking
from zvhdesk.sync.acting import between_passes
from zvhdesk.sync.own import Own
from zvhdesk.sync.steps import play
from zvhdesk.wire.destroying import Carried
from zvhdesk.wire.messages import DestroyOrder
from zvhdesk.wire.roster import AfterRevoking
from zvhdesk.wire.signing import Purpose, sign

DONE, OUTSTANDING, CUT_OFF = Answer.DONE, Answer.OUTSTANDING, Answer.CUT_OFF


def ordered(two: Two) -> None:
    """The first proposed it, the second confirmed it and handed it in; nobody carried it out yet."""
    first, second, case = two
    batch = ordering.propose(first.desk, case)
    first.exchange()
    second.exchange()
    play(ordering.confirm(batch), second.desk, second.server)


def test_a_device_that_nobody_has_is_told_from_one_that_is_late(
    two: Two, central: Central, tmp_path: Path
) -> None:
    """Its joining was stopped after it was let in; one that went in is heard when it leaves at the latest."""
    first, second, _case = two
    with closing(station(tmp_path / "c", central.url)) as third:
        me, code = let_in(first, third, bytes.fromhex(new_id()))
        first.exchange()
        second.exchange()
        ordered(two)
        second.exchange()
        first.exchange()
        assert [one.device.unheard for one in _report(first).devices] == [False, False, True]
        assert _answers(first)[2] is OUTSTANDING
        assert play(joining.enter(me, code), third.desk, third.server)
        third.exchange()
        assert play(beacons.leaving(), third.desk, third.server)
        third.exchange()
        first.exchange()
        assert not any(one.device.unheard for one in _report(first).devices)


def _report(at: Station) -> DestructionReport:
    (found,) = house_of(at.desk).destroyed
    return found


def _answers(at: Station) -> list[Answer]:
    """In the order in which the devices came into the house."""
    return [one.answer for one in _report(at).devices]


def test_each_device_signs_and_every_desk_sees_who_did_not_yet(
    two: Two, central: Central, tmp_path: Path
) -> None:
    first, second, _case = two
    ordered(two)
    assert house_of(second.desk).destroyed == (), "no desk was told of it"
    second.exchange()
    assert _answers(second) == [OUTSTANDING, DONE]
    second.exchange()
    first.exchange()
    assert _answers(first) == [DONE, DONE]
    with closing(station(tmp_path / "c", central.url)) as third:
        join(first, third, bytes.fromhex(new_id()))
        third.exchange()
        report = _report(third)
        assert [one.answer for one in report.devices] == [DONE, DONE], "it never had what was destroyed"
        assert report.devices[0].on == first.desk.today()
        third.exchange()
    for one in (first, second):
        one.exchange()
    assert _report(second).by[0] == "A. Voorzitter"
    signed = second.desk.read(lambda s: s.scalars(select(DestructionReceipt.device_id)).all())
    both = (first.desk.device, second.desk.device)
    assert sorted(signed) == sorted(both * 2), "once for the case and once for its person"


def test_a_device_signs_when_its_copies_are_gone_too_and_one_that_was_revoked_never_does(
    two: Two, central: Central, tmp_path: Path
) -> None:
    first, second, _case = two
    second.desk.set_setting(BACKUP_FOLDER, str(tmp_path / "niet aangesloten"))
    with closing(station(tmp_path / "c", central.url)) as third:
        join(first, third, bytes.fromhex(new_id()))
        dev = third.me.dev
    ordered(two)
    second.exchange()
    assert _answers(second) == [OUTSTANDING] * 3
    assert _report(second).folders == (str(tmp_path / "niet aangesloten"),)
    play(
        between_passes(partial(revoking.revoke, dev=dev, after=AfterRevoking.WIPE)), first.desk, first.server
    )
    first.exchange()
    second.desk.set_setting(BACKUP_FOLDER, "")
    for one in (second, first):
        one.exchange()
        one.exchange()
    assert _answers(first) == [DONE, DONE, CUT_OFF]


def _other_purpose(order: DestroyOrder, first: Own, second: Own, on: str) -> bytes:
    del second
    return sign(first.sign, Purpose.DESTROY, Carried.out(order, first.dev, on).to_bytes())


def _other_hand(order: DestroyOrder, first: Own, second: Own, on: str) -> bytes:
    return sign(second.sign, Purpose.DESTROYED, Carried.out(order, first.dev, on).to_bytes())


def _other_order(order: DestroyOrder, first: Own, second: Own, on: str) -> bytes:
    del second
    other = order.model_copy(update={"order": order.order + b"x"})
    return sign(first.sign, Purpose.DESTROYED, Carried.out(other, first.dev, on).to_bytes())


def test_only_the_device_itself_can_say_that_it_is_gone_there(two: Two) -> None:
    first, second, _case = two
    ordered(two)
    second.exchange()
    on, hands = second.desk.today(), (first.me, second.me)

    def forge(session: CaptureSession) -> None:
        common = session.scalars(select(DestructionReceipt.stream_id)).first() or ""
        for row in session.scalars(select(DestroyedStream)).all():
            order = DestroyOrder.model_validate_json(row.message)
            sigs = [
                made(order, *hands, on.isoformat()) for made in (_other_purpose, _other_hand, _other_order)
            ]
            session.add_all(
                DestructionReceipt(
                    stream_id=common,
                    target=row.stream,
                    device_id=first.desk.device,
                    carried_out_on=on,
                    sig=sig,
                )
                for sig in (*(one.hex() for one in sigs), "geen handtekening")
            )

    second.desk.change(forge, "destruction.receipt")
    assert _answers(second) == [OUTSTANDING, DONE]


def test_one_stream_of_a_decision_is_not_all_of_it(two: Two) -> None:
    """With a case goes the person who is in no other: a device that signed for one of both did half."""
    first, second, _case = two
    ordered(two)
    second.exchange()
    second.exchange()
    half = second.desk.read(lambda s: s.scalars(select(DestructionReceipt.id)).all())[0]

    def other_device(session: CaptureSession) -> None:
        session.get_one(DestructionReceipt, half).device_id = first.desk.device

    second.desk.change(other_device, "destruction.receipt")
    assert _answers(second) == [OUTSTANDING, OUTSTANDING]


@pytest.mark.parametrize(
    "days,revoked,signed,answer",
    [
        (30, None, False, Answer.OUTSTANDING),
        (31, None, False, Answer.LOCKED),
        (31, None, True, Answer.DONE),
        (1, After.WIPE, False, Answer.CUT_OFF),
        (1, After.KEEP, True, Answer.DONE),
    ],
)
def test_what_is_concluded_of_a_device_that_did_not_sign(
    days: int, revoked: After | None, signed: bool, answer: Answer
) -> None:
    today = date(2026, 4, 1)
    last = datetime(2026, 4, 1, 12, tzinfo=UTC) - timedelta(days=days)
    row = DeviceRow("aa", "bb", "B. Tweede", "B", False, False, last, last, revoked)
    assert answer_of(row, today if signed else None, today, member=True).answer is answer
