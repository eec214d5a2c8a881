"""Who is involved in a case, and so is proposed as receiver of its plan."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import NotAReceiver, Refused
from zvhdesk.domain.terms import PartnerClass
from zvhdesk.models.cases import Action, Contribution, Referral
from zvhdesk.models.house import Partner
from zvhdesk.services.plans.discussed import last_discussions, partners_present
from zvhdesk.services.words import day

Why = dict[str, dict[str, tuple[str, ...]]]
"""Per case, per partner: the reasons in words."""

_RECEIVES = frozenset({PartnerClass.PARAGRAPH_1, PartnerClass.PARAGRAPH_2})


def may_receive(partner: Partner | None) -> bool:
    """Whether a copy may go there without a decision of lid 1 (WGS 1.7(2))."""
    return partner is not None and not partner.deleted and partner.class_ in _RECEIVES


def receiver(session: Session, partner_id: str) -> Partner:
    """The partner, as receiver of a copy. Raises Refused(NotAReceiver) for a third and an unknown class."""
    partner = session.get(Partner, partner_id)
    if partner is None or not may_receive(partner):
        raise Refused(NotAReceiver(unknown=partner is None or partner.class_ is not PartnerClass.THIRD))
    return partner


def involved(session: Session, case_ids: Collection[str]) -> Why:
    """Whose actions and contributions are in each case, who referred it, and who was at its last table."""
    found: Why = {}

    def add(case_id: str, partner_id: str | None, reason: str) -> None:
        if partner_id:
            reasons = found.setdefault(case_id, {})
            if reason not in reasons.get(partner_id, ()):
                reasons[partner_id] = (*reasons.get(partner_id, ()), reason)

    for case_id, partner_id in session.execute(
        select(Action.case_id, Action.partner_id)
        .where(Action.case_id.in_(case_ids), Action.deleted.is_(False))
        .distinct()
    ):
        add(case_id, partner_id, "eigen acties")
    for case_id, partner_id in session.execute(
        select(Contribution.case_id, Contribution.partner_id)
        .where(Contribution.case_id.in_(case_ids), Contribution.deleted.is_(False))
        .distinct()
    ):
        add(case_id, partner_id, "bracht informatie in")
    for case_id, partner_id in session.execute(
        select(Referral.case_id, Referral.referrer_id).where(
            Referral.case_id.in_(case_ids), Referral.deleted.is_(False)
        )
    ):
        add(case_id, partner_id, "aanmelder")
    for case_id, partner_id, held_on in _at_table(session, case_ids):
        add(case_id, partner_id, f"aan tafel op {day(held_on)}")
    return found


def _at_table(session: Session, case_ids: Collection[str]) -> list[tuple[str, str, date]]:
    last = last_discussions(session, case_ids)
    present = partners_present(session, {one.meeting_id for one in last.values()})
    return [
        (case_id, partner_id, one.held_on)
        for case_id, one in last.items()
        for partner_id in sorted(present.get(one.meeting_id, ()))
    ]
