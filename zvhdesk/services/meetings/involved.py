"""Which partners a case concerns: who referred, who brought something in, who still has to do something."""

from collections.abc import Iterable

from sqlalchemy import CompoundSelect, Select, select, union
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import STILL_OPEN
from zvhdesk.models.cases import Action, Contribution, Referral
from zvhdesk.models.house import Partner


def involved(session: Session, case_ids: Select[str] | Iterable[str]) -> list[Partner]:
    """The partners of these cases that the house still has; each once."""
    cases = case_ids if isinstance(case_ids, Select) else list(case_ids)
    ids: CompoundSelect[str | None] = union(
        select(Referral.referrer_id).where(Referral.case_id.in_(cases), ~Referral.deleted),
        select(Contribution.partner_id).where(Contribution.case_id.in_(cases), ~Contribution.deleted),
        select(Action.partner_id).where(
            Action.case_id.in_(cases), Action.status.in_(STILL_OPEN), ~Action.deleted
        ),
    )
    found = select(Partner).where(Partner.id.in_(ids.subquery().select()), ~Partner.deleted)
    found = found.order_by(Partner.name, Partner.id)
    return list(session.scalars(found))
