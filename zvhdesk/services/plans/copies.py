"""Numbered copies of an adopted plan: first the values, then the bytes, then the row, and only then a paper.

Each desk has numbers of its own, so that no two that work apart give one number to two receivers.

`prepare` reads the values with numbers that are free now; the work lane makes the bytes; `record` writes one
row per copy in one act, checking the numbers once more. So no copy leaves without its row, and no row
stands for bytes that were never made: a stop or a failure before `record` leaves nothing. Bytes that got
lost after it can be made again: the same values give the same bytes (`again`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import CaseGone, LidOneMissing, Refused, RetentionPassed
from zvhdesk.domain.terms import DisclosureKind
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.house import Partner
from zvhdesk.models.plans import Disclosure, Plan
from zvhdesk.services import numbering
from zvhdesk.services.case_door import is_over, visible_case, working_case
from zvhdesk.services.papers.plan_values import PlanPaper
from zvhdesk.services.plans.content import Brought, PlanContent, from_json
from zvhdesk.services.plans.gathering import gather_content
from zvhdesk.services.plans.involved import involved, may_receive, receiver
from zvhdesk.services.plans.lists import adopters, copies_of, initials_of
from zvhdesk.services.plans.rows import ReceiverRow, Receivers
from zvhdesk.services.plans.tailoring import House, LeftOut, Receiver, tailor
from zvhdesk.services.plans.versions import content_of
from zvhdesk.services.words import word

INTENT = "disclosure.record"


@dataclass(frozen=True, slots=True)
class Order:
    """A copy to be made: its values, and what the register will say of it. `at_ms` stands on the paper."""

    plan_id: str
    case_id: str
    partner_id: str
    partner: str
    copy_number: str
    at_ms: int
    paper: PlanPaper
    left_out: LeftOut


@dataclass(frozen=True, slots=True)
class Made:
    """A copy of which the bytes exist. They are handed out only after `record`."""

    order: Order
    pdf: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Again:
    """A copy that was handed out before: its values, and the digest its bytes had."""

    order: Order
    digest: str


def made(order: Order, pdf: bytes) -> Made:
    """The copy with the digest of its bytes: SHA-256, in hex."""
    return Made(order, pdf, sha256(pdf).hexdigest())


def receivers(session: Session, plan_id: str) -> Receivers:
    """Who may get a copy of this version. The involved are proposed; the others can be added.

    Raises Refused(CaseGone).
    """
    plan = session.get(Plan, plan_id)
    if plan is None or plan.deleted:
        raise Refused(CaseGone())
    case = visible_case(session, plan.case_id)
    why = involved(session, [case.id]).get(case.id, {})
    copies = {copy.partner_id: copy for copy in copies_of(session, [plan_id]).get(plan_id, ())}
    partners = session.scalars(
        select(Partner).where(Partner.deleted.is_(False)).order_by(Partner.name, Partner.id)
    ).all()
    rows = [
        ReceiverRow(each.id, each.name, each.class_, why.get(each.id, ()), copies.get(each.id))
        for each in partners
        if may_receive(each)
    ]
    return Receivers(
        case_id=case.id,
        plan_id=plan_id,
        number=case.number,
        initials=initials_of(session, [case.id]).get(case.id, "onbekend"),
        version=plan.version,
        adopted_on=plan.adopted_on,
        adopted_by=adopters(session, [plan_id]).get(plan_id, ()),
        rows=tuple(sorted(rows, key=lambda row: not row.why)),
        barred=tuple(
            f"{each.name} ({word(each.class_).lower()})"
            for each in partners
            if each.id in why and not may_receive(each)
        ),
    )


def prepare(session: Session, plan_id: str, partner_ids: Sequence[str], now: datetime) -> tuple[Order, ...]:
    """The values of a copy for each receiver, with numbers that nobody has yet.

    Raises Refused: NotAReceiver for a third and for an unknown class (WGS 1.7(2)), LidOneMissing as long as
    lid 1 did not adopt this version, CaseGone, and RetentionPassed: what may not be kept is not handed out.
    """
    plan, case = _plan_of(session, plan_id, now.date())
    partners = [receiver(session, partner_id) for partner_id in dict.fromkeys(partner_ids)]
    stem = f"{_stem(case, plan)}{numbering.own_letter(session)}"
    first = _last_number(session, case, stem) + 1
    at_ms = int(now.timestamp() * 1000)
    return tuple(
        _order(session, plan, partner, f"{stem}{first + at:02d}", at_ms)
        for at, partner in enumerate(partners)
    )


def record(session: CaptureSession, copies: Sequence[Made]) -> bool:
    """One row in the register for each copy, in one act; from then on they may leave.

    False when one of the numbers was taken meanwhile: then nothing was written, and the copies are made anew
    with the next numbers. Raises Refused as `prepare` does.
    """
    for copy in copies:
        plan = _adopted(session, copy.order.plan_id)
        case = working_case(session, plan.case_id)
        receiver(session, copy.order.partner_id)
        if not copy.order.copy_number.startswith(_stem(case, plan)):
            raise ValueError("a copy number of another version")
    numbers = [copy.order.copy_number for copy in copies]
    if len(set(numbers)) < len(numbers) or _taken(session, numbers):
        return False
    session.add_all_new(
        Disclosure(
            stream_id=session.get_one(Case, copy.order.case_id).stream_id,
            case_id=copy.order.case_id,
            kind=DisclosureKind.COPY,
            at_ms=copy.order.at_ms,
            plan_id=copy.order.plan_id,
            partner_id=copy.order.partner_id,
            copy_number=copy.order.copy_number,
            left_out=copy.order.left_out.count,
            left_out_why=copy.order.left_out.why or None,
            digest=copy.digest,
        )
        for copy in copies
    )
    return True


def again(session: Session, disclosure_id: str, today: date) -> Again:
    """The values of a copy that was handed out, to make its bytes once more and compare their digest.

    Raises Refused(CaseGone | NotAReceiver | RetentionPassed | LidOneMissing).
    """
    row = session.get(Disclosure, disclosure_id)
    if row is None or row.deleted or row.plan_id is None or row.partner_id is None or row.digest is None:
        raise Refused(CaseGone())
    plan, _ = _plan_of(session, row.plan_id, today)
    partner = receiver(session, row.partner_id)
    return Again(_order(session, plan, partner, row.copy_number or "", row.at_ms), row.digest)


def house_paper(session: Session, plan_id: str, now: datetime) -> PlanPaper:
    """A version to read in the house, without receiver and number: a concept, or an adopted one.

    Read it through `desk.look`. Raises Refused(CaseGone | RetentionPassed).
    """
    content = content_of(session, plan_id, now.date())
    plan = session.get_one(Plan, plan_id)
    if is_over(visible_case(session, plan.case_id), now.date()):
        raise Refused(RetentionPassed())
    kind = House.READING if plan.adopted else House.CONCEPT
    return tailor(content, kind, now)[0]


def _plan_of(session: Session, plan_id: str, today: date) -> tuple[Plan, Case]:
    plan = _adopted(session, plan_id)
    case = visible_case(session, plan.case_id)
    if is_over(case, today):
        raise Refused(RetentionPassed())
    return plan, case


def _adopted(session: Session, plan_id: str) -> Plan:
    plan = session.get(Plan, plan_id)
    if plan is None or plan.deleted:
        raise Refused(CaseGone())
    if not plan.adopted:
        raise Refused(LidOneMissing())
    return plan


def _content(session: Session, plan: Plan, today: date) -> PlanContent:
    """What the version says, with the conditions that suppliers set since it was adopted (WGS 2.29(3)).

    The text stands as it was adopted; but what its supplier made conditional goes to nobody else any more.
    An inbreng is known again by its supplier and text, or by its day when the text was changed as well.
    """
    content = from_json(plan.content or "")
    now = gather_content(session, plan, today).brought
    free = {(row.partner_id, row.text) for row in now if not row.condition}
    bound = [row for row in now if row.condition]

    def as_now(row: Brought) -> Brought:
        if row.condition or (row.partner_id, row.text) in free:
            return row
        of_supplier = [each for each in bound if each.partner_id == row.partner_id]
        same = [each.condition for each in of_supplier if each.text == row.text]
        same += [each.condition for each in of_supplier if each.received_on == row.received_on]
        return replace(row, condition=next(iter(same), ""))

    return replace(content, brought=tuple(as_now(row) for row in content.brought))


def _order(session: Session, plan: Plan, partner: Partner, number: str, at_ms: int) -> Order:
    # By this computer's calendar, also when the copy is made again after the clock was put back an hour.
    moment = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone()
    content = _content(session, plan, moment.date())
    paper, left_out = tailor(content, Receiver(partner.id, partner.name, number), moment)
    return Order(plan.id, plan.case_id, partner.id, partner.name, number, at_ms, paper, left_out)


def _stem(case: Case, plan: Plan) -> str:
    return f"{case.number}-{plan.version}-"


def _last_number(session: Session, case: Case, stem: str) -> int:
    """The highest number that this desk gave out for a version, also one whose row was taken away."""
    numbers = session.scalars(
        select(Disclosure.copy_number).where(
            Disclosure.case_id == case.id, Disclosure.copy_number.startswith(stem, autoescape=True)
        )
    ).all()
    ends = [(number or "").removeprefix(stem) for number in numbers]
    return max((int(end) for end in ends if end.isdigit()), default=0)


def _taken(session: Session, numbers: Sequence[str]) -> bool:
    found = select(Disclosure.id).where(Disclosure.copy_number.in_(numbers)).limit(1)
    return session.scalar(found) is not None
