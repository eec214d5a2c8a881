"""The made-up plans van aanpak: adopted after a meeting, one of them worked on again."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.demo.moments import Moment
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import Partner
from zvhdesk.models.plans import Plan
from zvhdesk.services.plans import versions

_CRISIS = (
    "Bij dreiging 112, daarna de crisisdienst. De wijkagent is eerste aanspreekpunt; de procesmanager hoort "
    "het dezelfde dag."
)
_WEEKS = 6
"""From adopting to evaluating."""
_LID_1 = ("Politie", "Openbaar Ministerie", "Gemeente Hengelo, veiligheid")


def adopt_plans(then: Moment, cases: list[str], *, with_next: bool) -> None:
    """A plan for each of these cases, adopted that day; the first gets a next concept `with_next`."""
    for case_id in cases:
        plan_id = then.do(partial(versions.begin, case_id=case_id), versions.BEGIN)
        then.do(partial(_adopt, plan_id=plan_id, then=then), versions.ADOPT)
    if with_next and cases:
        then.do(lambda s: versions.begin(s, cases[0]), versions.BEGIN)


def _adopt(session: CaptureSession, plan_id: str, then: Moment) -> None:
    plan = session.get_one(Plan, plan_id)
    plan.crisis = _CRISIS
    plan.evaluation_on = then.now.date() + timedelta(weeks=_WEEKS)
    session.flush()
    versions.adopt(session, plan_id, _lid_1(session), then.now.date())


def _lid_1(session: Session) -> list[str]:
    return list(session.scalars(select(Partner.id).where(Partner.name.in_(_LID_1))))
