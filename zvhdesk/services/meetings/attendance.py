"""Who is at the table: expected, admitted, present, signed."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.meeting import OF_ORGANISATION, seat_order
from zvhdesk.domain.refusals import AttendeeGone, BadInput, Refused
from zvhdesk.domain.terms import PRESENT, Capacity, MeetingState, Phase, Presence
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.house import Partner
from zvhdesk.models.meetings import Attendance, Meeting
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.meetings.door import known_meeting, open_meeting
from zvhdesk.services.meetings.involved import involved
from zvhdesk.services.meetings.reading import attendee_rows
from zvhdesk.services.meetings.rows import AttendeeRow
from zvhdesk.services.meetings.turns import seat_newcomers
from zvhdesk.services.regions import meetings_stream

ADMIT = "meeting.admit"
"""The act of letting somebody in, and the form under which what is typed of a guest is kept (DATA.md 8)."""


def attendance(session: Session, meeting_id: str) -> tuple[AttendeeRow, ...]:
    """Who is on the list of a meeting, lid 1 first. Raises Refused(MeetingNotLive) when it is not there."""
    known_meeting(session, meeting_id)
    return attendee_rows(session, meeting_id)


def expect_partner(session: CaptureSession, meeting_id: str, partner_id: str) -> str:
    """Expect a partner of the house ("meeting.edit"). Returns the id of the row; one that is there stays.

    Raises Refused(BadInput | MeetingNotLive).
    """
    meeting = open_meeting(session, meeting_id)
    partner = _partner(session, partner_id)
    for row in _list(session, meeting_id):
        if row.partner_id == partner.id:
            if row.presence is Presence.EXCUSED:
                row.presence = Presence.EXPECTED
            return row.id
    return _expect(session, meeting, [(partner.id, None)])[0]


def admit_guest(
    session: CaptureSession,
    meeting_id: str,
    organisation: str,
    name: str,
    capacity: Capacity,
    *,
    screened: bool | None,
    presence: Presence,
) -> str:
    """Let in somebody who is not on the list, for this meeting only ("meeting.admit"). Returns the row's id.

    `organisation` is typed; that of a partner of the house makes a deelnemer or vervanger one of theirs.
    The name of the betrokkene is refused, in either field: the list outlives the case (DATA.md 3).
    Raises Refused(BadInput | MeetingNotLive).
    """
    meeting = open_meeting(session, meeting_id)
    house = cast("str | None", FIELDS["attendance", "organisation"].read(organisation))
    who = cast("str | None", FIELDS["attendance", "name"].read(name))
    if capacity is Capacity.SUBJECT and who is not None:
        raise Refused(
            BadInput("Naam", "De naam van betrokkene hoort niet op deze lijst maar in het dossier.")
        )
    if capacity is Capacity.SUBJECT and house is not None:
        # What was typed to look for somebody stands there first: it may well be the name.
        raise Refused(
            BadInput("Organisatie", "Betrokkene komt niet voor een organisatie: laat dit veld leeg.")
        )
    if capacity in OF_ORGANISATION and house is None:
        raise Refused(BadInput("Organisatie", "Noem de organisatie waar deze persoon voor komt."))
    partner = _named(session, house) if house and capacity in OF_ORGANISATION else None
    row = Attendance(
        stream_id=meetings_stream(session),
        meeting_id=meeting.id,
        partner_id=partner.id if partner else None,
        organisation=None if partner else house,
        name=who,
        capacity=capacity,
        presence=presence,
        screened=screened,
        position=_next_position(session, meeting.id),
    )
    session.add_all_new([row])
    seat_newcomers(session, meeting)
    return row.id


def set_presence(session: CaptureSession, attendance_id: str, presence: Presence) -> None:
    """Somebody comes in, calls in, or leaves ("meeting.admit"); who comes in has a turn at this case.

    Raises Refused(AttendeeGone) when the row is gone, MeetingNotLive when the meeting is over.
    """
    row, meeting = _row(session, attendance_id)
    row.presence = presence
    session.flush()
    if presence in PRESENT:
        seat_newcomers(session, meeting)


def sign(session: CaptureSession, attendance_id: str, today: date) -> None:
    """The confidentiality statement was signed on paper and seen by who works here ("meeting.admit").

    It counts for this meeting. Raises as `set_presence`.
    """
    row, meeting = _row(session, attendance_id)
    row.signed_on = today
    row.signed_seen_by = session.act.user
    session.flush()
    seat_newcomers(session, meeting)


def as_last_time(session: CaptureSession, meeting_id: str) -> int:
    """Everyone of a partner as they were at the end of the table's last meeting ("meeting.admit").

    Who was present then and is expected now is present in the same way; who is not on the list comes on it.
    Who excused themselves stays so, and guests count for one meeting only. Returns how many were set.
    """
    meeting = open_meeting(session, meeting_id)
    before = _last_meeting(session, meeting)
    if before is None:
        return 0
    here = _list(session, meeting_id)
    count = 0
    for was in _list(session, before.id):
        if was.partner_id is None or was.presence not in PRESENT or not _has(session, was.partner_id):
            continue
        row = _match(here, was)
        if row is None and any(one.partner_id == was.partner_id for one in here):
            continue
        if row is None:
            row = session.get_one(Attendance, _expect(session, meeting, [(was.partner_id, was.name)])[0])
        else:
            here.remove(row)
        row.presence = was.presence
        count += 1
    session.flush()
    seat_newcomers(session, meeting)
    return count


def remove_attendee(session: CaptureSession, attendance_id: str) -> None:
    """Take somebody off the list who was on it by mistake ("meeting.edit"). Raises as `set_presence`."""
    row, _meeting = _row(session, attendance_id)
    row.deleted = True


def expect_as_usual(session: CaptureSession, meeting: Meeting) -> None:
    """Expect who came to this table last time; at a first time, the partners of its cases."""
    before = _last_meeting(session, meeting)
    usual: list[tuple[str, str | None]] = []
    if before is not None:
        usual = [
            (row.partner_id, row.name)
            for row in _list(session, before.id)
            if row.partner_id is not None and _has(session, row.partner_id)
        ]
    if not usual:
        cases = select(Case.id).where(Case.table_id == meeting.table_id, Case.phase == Phase.AT_TABLE)
        found = involved(session, cases.where(~Case.shielded, ~Case.deleted))
        found.sort(key=lambda partner: seat_order(partner.class_, partner.name))
        usual = [(partner.id, None) for partner in found]
    _expect(session, meeting, usual)


def _expect(session: CaptureSession, meeting: Meeting, who: Iterable[tuple[str, str | None]]) -> list[str]:
    first = _next_position(session, meeting.id)
    rows = [
        Attendance(
            stream_id=meetings_stream(session),
            meeting_id=meeting.id,
            partner_id=partner_id,
            name=name,
            position=first + at,
        )
        for at, (partner_id, name) in enumerate(who)
    ]
    session.add_all_new(rows)
    return [row.id for row in rows]


def _row(session: Session, attendance_id: str) -> tuple[Attendance, Meeting]:
    row = session.get(Attendance, attendance_id)
    if row is None or row.deleted:
        raise Refused(AttendeeGone())
    return row, open_meeting(session, row.meeting_id)


def _list(session: Session, meeting_id: str) -> list[Attendance]:
    return list(
        session.scalars(
            select(Attendance)
            .where(Attendance.meeting_id == meeting_id, ~Attendance.deleted)
            .order_by(Attendance.position, Attendance.id)
        )
    )


def _match(here: list[Attendance], was: Attendance) -> Attendance | None:
    """Who is expected now of the same partner, of the same name when there is one."""
    same = [row for row in here if row.partner_id == was.partner_id and row.presence is Presence.EXPECTED]
    return next((row for row in same if row.name == was.name), same[0] if same else None)


def _last_meeting(session: Session, meeting: Meeting) -> Meeting | None:
    return session.scalar(
        select(Meeting)
        .where(Meeting.table_id == meeting.table_id, Meeting.state == MeetingState.CLOSED, ~Meeting.deleted)
        .where(Meeting.id != meeting.id)
        .order_by(Meeting.held_on.desc(), Meeting.closed_ms.desc(), Meeting.id.desc())
        .limit(1)
    )


def _next_position(session: Session, meeting_id: str) -> int:
    last = session.scalar(select(func.max(Attendance.position)).where(Attendance.meeting_id == meeting_id))
    return 0 if last is None else last + 1


def _partner(session: Session, partner_id: str) -> Partner:
    partner = session.get(Partner, partner_id) if partner_id else None
    if partner is None or partner.deleted:
        raise Refused(BadInput("Organisatie", "Kies een organisatie uit de lijst van dit huis."))
    return partner


def _has(session: Session, partner_id: str) -> bool:
    partner = session.get(Partner, partner_id)
    return partner is not None and not partner.deleted


def _named(session: Session, organisation: str) -> Partner | None:
    """The partner of the house of that name, in whatever case it was typed."""
    wanted = organisation.casefold()
    partners = session.scalars(select(Partner).where(~Partner.deleted).order_by(Partner.id))
    return next((partner for partner in partners if partner.name.casefold() == wanted), None)
