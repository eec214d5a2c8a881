"""Tafelzicht: what may be on the wall of the room, and that it was there (SCREENS.md, The room screen)."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.masking import PersonName
from zvhdesk.domain.meeting import reduced_view
from zvhdesk.domain.refusals import BadInput, Refused, RetentionPassed, UnsignedThird
from zvhdesk.domain.terms import DisclosureKind
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Goal, Subject
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision, Disclosure
from zvhdesk.services.case_door import act_day, is_over, visible_case
from zvhdesk.services.conflicts import held_back
from zvhdesk.services.discreet import Discreet
from zvhdesk.services.meetings.door import case_at_table, items_of, known_item, known_meeting, live_meeting
from zvhdesk.services.meetings.reading import attendee_rows, faces, unsigned_present
from zvhdesk.services.meetings.released import QUESTION, Piece, Released, goal_key
from zvhdesk.services.meetings.rows import AttendeeRow, Wall, WallAction, WallDecision
from zvhdesk.services.meetings.waiting import waiting
from zvhdesk.services.words import word

MOST_ACTIONS = 5
"""Actions on the wall: the newest; a room reads no more at once (SCREENS.md)."""


def may_show(session: Session, meeting_id: str) -> None:
    """Whether a case may be on the wall with who is at the table now.

    Raises Refused(MeetingNotLive | UnsignedThird).
    """
    _may_see(session, live_meeting(session, meeting_id))


def wall(session: Session, item_id: str, today: date, *, released: Released | None = None) -> Wall:
    """What the wall may show of the case of this item, with who is present now.

    Nothing that is held back. With `released` only that, in the words it was released in: what was added or
    changed since waits its two seconds, or a nod. Known names are initials, also in old words.
    Raises Refused(MeetingNotLive | UnsignedThird | CaseGone), RetentionPassed when the term of the case is
    over on `today` (WGS 1.8(7)), BadInput at a point without a case: whoever shows the wall covers it then.
    """
    item = known_item(session, item_id)
    meeting = live_meeting(session, item.meeting_id)
    present = _may_see(session, meeting)
    if item.case_id is None:
        raise Refused(BadInput("Zaalscherm", "Bij dit punt van de agenda hoort geen casus."))
    case = visible_case(session, item.case_id)
    if is_over(case, today):
        raise Refused(RetentionPassed())
    said = _discreet(session, meeting, case)
    reduced = reduced_view(row.capacity for row in present)
    actions = _actions(session, item, meeting, released, said)
    decisions = () if reduced else _decisions(session, item, meeting, released, said)
    return Wall(
        item_id=item.id,
        table=_table(session, meeting),
        place=_place(session, meeting, item),
        number=case.number,
        initials=faces(session, [case.id])[case.id].initials,
        step=word(item.step),
        question=said(_question(case, released)),
        goals=tuple(said(text) for text in _goals(session, case, released)),
        actions=actions,
        decisions=decisions,
        # An id begins with when it was made.
        newest=max([*(row.id for row in actions), *(row.id for row in decisions)], default=""),
    )


def show(session: CaptureSession, item_id: str) -> Wall:
    """Show the case and record that it was ("disclosure.record", formal): to whom, once per showing.

    Raises as `wall`.
    """
    meeting, item, case = case_at_table(session, item_id)
    shown = wall(session, item_id, act_day(session))
    present = [row for row in attendee_rows(session, meeting.id) if row.present]
    session.add_all_new(
        [
            Disclosure(
                stream_id=case.stream_id,
                case_id=case.id,
                kind=DisclosureKind.WALL,
                at_ms=session.act.wall_ms,
                item_id=item.id,
                audience=" ".join(sorted({row.partner_id for row in present if row.partner_id})) or None,
                guests=sum(row.partner_id is None for row in present),
            )
        ]
    )
    return shown


def said_of(session: Session, item_id: str, text: str) -> str:
    """How a text of the case of this item reads on the wall. Raises Refused(CaseGone)."""
    item = known_item(session, item_id)
    if item.case_id is None:
        return text
    case = visible_case(session, item.case_id)
    return _discreet(session, known_meeting(session, item.meeting_id), case)(text)


def _may_see(session: Session, meeting: Meeting) -> list[AttendeeRow]:
    rows = attendee_rows(session, meeting.id)
    unsigned = unsigned_present(rows)
    if unsigned:
        raise Refused(UnsignedThird(unsigned))
    return [row for row in rows if row.present]


def _table(session: Session, meeting: Meeting) -> str:
    table = session.get(CaseTable, meeting.table_id)
    return table.name if table else ""


def _place(session: Session, meeting: Meeting, item: AgendaItem) -> str:
    """Which case of the agenda this is, as `casus 2 van 5`."""
    cases = [one.id for one in items_of(session, meeting.id) if one.case_id is not None]
    return f"casus {cases.index(item.id) + 1} van {len(cases)}"


def _discreet(session: Session, meeting: Meeting, case: Case) -> Discreet:
    """How a text reads on the wall: no BSN and no address of this case, and names as initials.

    Also of everybody else on this agenda: a brother may be named in another case than his own.
    """
    of_case = session.scalars(
        select(Person)
        .join(Subject, Subject.person_id == Person.id)
        .where(Subject.case_id == case.id)
        .order_by(Subject.id)
    ).all()
    others = session.execute(
        select(Person.initials, Person.prefix, Person.surname)
        .join(Subject, Subject.person_id == Person.id)
        .join(AgendaItem, AgendaItem.case_id == Subject.case_id)
        .where(AgendaItem.meeting_id == meeting.id, Subject.case_id != case.id)
        .order_by(Subject.id)
    )
    return Discreet(of_case, (PersonName(*name) for name in others))


def _question(case: Case, released: Released | None) -> str:
    if released is None:
        return case.question or ""
    return released[QUESTION].text if QUESTION in released else ""


def _goals(session: Session, case: Case, released: Released | None) -> Sequence[str]:
    goals = session.scalars(
        select(Goal.text).where(Goal.case_id == case.id, ~Goal.deleted).order_by(Goal.position, Goal.id)
    ).all()
    return [text for text in goals if released is None or goal_key(text) in released]


def _actions(
    session: Session, item: AgendaItem, meeting: Meeting, released: Released | None, said: Discreet
) -> tuple[WallAction, ...]:
    newest = (
        select(Action, Partner.name)
        .outerjoin(Partner, Partner.id == Action.partner_id)
        .where(Action.item_id == item.id, ~Action.deleted)
        .where(Action.held_back.is_not(True), Action.awaits_nod.is_not(True))
        .where(Action.id.not_in(held_back(session)))
        .order_by(Action.number.desc(), Action.id.desc())
        .limit(MOST_ACTIONS)
    )
    if released is not None:
        newest = newest.where(Action.id.in_(list(released)))
    else:
        newest = newest.where(Action.id.not_in(waiting(session, meeting, item.id)))
    made = []
    for row, partner in reversed(session.execute(newest).all()):
        piece = (released or {}).get(row.id) or Piece(row.text, partner or "", row.due_on)
        made.append(WallAction(row.id, piece.who, said(piece.text), _due(piece.due_on, meeting.held_on)))
    return tuple(made)


def _decisions(
    session: Session, item: AgendaItem, meeting: Meeting, released: Released | None, said: Discreet
) -> tuple[WallDecision, ...]:
    found = session.execute(
        select(Decision.id, Decision.text)
        .where(Decision.item_id == item.id, ~Decision.deleted)
        .where(Decision.held_back.is_not(True), Decision.awaits_nod.is_not(True))
        .where(Decision.id.not_in(held_back(session)))
        .order_by(Decision.number, Decision.id)
    ).all()
    now = released
    if now is None:
        waits = waiting(session, meeting, item.id)
        now = {row_id: Piece(text) for row_id, text in found if row_id not in waits}
    return tuple(WallDecision(row_id, said(now[row_id].text)) for row_id, _ in found if row_id in now)


def _due(due_on: date | None, held_on: date) -> str:
    """As `26 maart`, with its year when that is another one: read from the far end of a room."""
    if due_on is None:
        return ""
    shape = "d MMMM" if due_on.year == held_on.year else "d MMMM y"
    return format_date(due_on, shape, locale="nl_NL")
