"""What became of each destruction, device by device: from the log and the signatures, on any desk."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.destruction import DestructionReport, answer_of
from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.models.agreeing import CompartmentMember, DestroyedStream
from zvhdesk.models.destructions import Destruction
from zvhdesk.models.house import Member
from zvhdesk.services import aside_folders, destruction
from zvhdesk.services.desk import Desk
from zvhdesk.sync import enrolled, own, receipts, rosters


def destructions(desk: Desk) -> tuple[DestructionReport, ...]:
    """Of every decision that was carried out at the server, the newest first; none without a server."""
    devices = {one.id: one for one in enrolled.devices(desk)}
    if not devices:
        return ()
    folders = (*destruction.waits_for(desk), *aside_folders.moved(desk))
    aside = tuple(Path(one).name for one in aside_folders.waited_for(desk))
    found = desk.read(lambda session: _reports(session, desk, devices))
    return tuple(replace(one, folders=folders, aside=aside) if waits else one for one, waits in found)


def _reports(
    session: Session, desk: Desk, devices: dict[str, DeviceRow]
) -> list[tuple[DestructionReport, bool]]:
    """Each, and whether this desk still has to answer for it."""
    decided = (Destruction.confirmed_on.is_not(None), Destruction.withdrawn_on.is_(None))
    query = select(Destruction, DestroyedStream.comp).join(
        DestroyedStream, DestroyedStream.stream == Destruction.target
    )
    batches: dict[str, list[tuple[Destruction, bytes]]] = {}
    for row, comp in session.execute(query.where(*decided).order_by(Destruction.id.desc())):
        batches.setdefault(row.batch, []).append((row, comp))
    found = []
    for rows in batches.values():
        report = _report(session, desk, devices, rows)
        if report is not None:
            waits = receipts.unanswered(session, frozenset(row.target for row, _comp in rows))
            found.append((report, waits))
    return found


def _report(
    session: Session, desk: Desk, devices: dict[str, DeviceRow], rows: list[tuple[Destruction, bytes]]
) -> DestructionReport | None:
    (first, comp), pinned = rows[0], own.pinned(session)
    seq = receipts.decided_at(session, first.id)
    if seq is None or pinned is None or first.confirmed_on is None:
        return None
    then = receipts.members_at(session, comp, seq)
    streams = frozenset(row.target for row, _comp in rows)
    signed = receipts.signed(session, rosters.known(session, *pinned), streams)
    members = select(CompartmentMember.dev).where(CompartmentMember.comp == comp)
    now = set(session.scalars(members))
    answers = tuple(
        answer_of(row, _whole(signed.get(dev, {}), streams), desk.today(), member=dev in now)
        for row in devices.values()
        if (dev := bytes.fromhex(row.id)) in then.then
    )
    by = (_name(session, first.proposed_by_id), _name(session, first.confirmed_by_id))
    return DestructionReport(first.batch, by, first.confirmed_on, answers, len(then.before))


def _whole(signed: Mapping[str, date], streams: frozenset[str]) -> date | None:
    """The day on which the last of these streams was gone; None as long as one is not signed for."""
    return max(signed.values()) if signed.keys() == streams else None


def _name(session: Session, user: str | None) -> str:
    found = session.get(Member, user or "")
    return "" if found is None or found.deleted else found.name
