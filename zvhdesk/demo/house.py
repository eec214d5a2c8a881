"""The made-up house itself, and filling it."""

from dataclasses import replace
from datetime import date
from functools import partial
from random import Random

from sqlalchemy import select

from zvhdesk.demo.cases import ASSESS, PLAN, REFER, Setting, add_case
from zvhdesk.demo.meetings import hold_meetings
from zvhdesk.demo.moments import ORIGIN
from zvhdesk.demo.people import MadeUp, People
from zvhdesk.demo.plans import case_plans
from zvhdesk.demo.rows import ACTS, Rows
from zvhdesk.demo.texts import COLLEAGUES, PARTNERS
from zvhdesk.models.capture import CaptureSession, bulk
from zvhdesk.models.house import CaseTable, Member, Municipality, Partner, WorkArea
from zvhdesk.models.search import fed_at_once
from zvhdesk.services import regions
from zvhdesk.services.desk import Desk

NAME = "Zorg- en Veiligheidshuis Twente (voorbeeld)"


def fill(desk: Desk, today: date, seed: int = 1, cases: int = 64) -> None:
    """Fill an empty database with the demo house: `cases` open ones, and closed ones beside them.

    The same seed and day give the same house, but for the ids.
    """
    _fill(desk, today, Random(seed), cases, "99999", ACTS)
    hold_meetings(desk, today)


def fill_big(desk: Desk, today: date, cases: int = 10_000, seed: int = 1) -> None:
    """The same house with as many open cases as asked, for measuring; nothing is contributed to them."""
    _fill(desk, today, Random(seed), cases, "999", (REFER, ASSESS, PLAN))


def _fill(desk: Desk, today: date, dice: Random, cases: int, bsn_prefix: str, acts: tuple[str, ...]) -> None:
    setting = desk.change(
        lambda session: _establish(session, desk.user, today, dice, bsn_prefix), "house.create", origin=ORIGIN
    )
    rows = _cases(setting, cases)
    for act in acts:
        desk.change(partial(_write, rows=rows, act=act), act, origin=ORIGIN)


def _write(session: CaptureSession, rows: Rows, act: str) -> None:
    with fed_at_once(session.connection()):
        bulk(session, rows.of(act))


def _cases(setting: Setting, cases: int) -> Rows:
    rows = Rows(setting.dice, setting.today)
    counts: dict[int, int] = {}
    previous: MadeUp | None = None
    for plan in case_plans(setting.dice, setting.today, cases):
        year = plan.referred_on.year
        counts[year] = counts.get(year, 0) + 1
        previous = add_case(rows, setting, plan, f"{year}-{counts[year]:04d}", previous)
    return rows


def _establish(session: CaptureSession, user: str, today: date, dice: Random, bsn_prefix: str) -> Setting:
    name, initials, role = COLLEAGUES[0]
    stream = regions.establish(
        session,
        replace(regions.preset("twente"), name=NAME),
        user,
        regions.Founder(name, initials, role),
    )
    others = [Member(stream_id=stream, name=n, initials=i, role=r) for n, i, r in COLLEAGUES[1:]]
    partners = [Partner(stream_id=stream, name=n, domain=d, class_=c) for n, d, c in PARTNERS]
    session.add_all_new([*others, *partners])
    _divide(session)
    return Setting(
        dice=dice,
        people=People(dice, bsn_prefix),
        today=today,
        tables={table.name: table.id for table in session.scalars(select(CaseTable))},
        partners={partner.name: partner.id for partner in partners},
        gemeenten=tuple(session.scalars(select(Municipality.name).order_by(Municipality.name))),
        managers=(user, others[0].id),
    )


def _divide(session: CaptureSession) -> None:
    """Give each gemeente a work area; the division is made up."""
    areas = list(session.scalars(select(WorkArea).order_by(WorkArea.position)))
    for at, municipality in enumerate(session.scalars(select(Municipality).order_by(Municipality.name))):
        municipality.work_area_id = areas[at % len(areas)].id
    session.flush()
