"""The made-up bijeenkomsten: some held, one that is always due today, and some to come."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.demo.adopted import adopt_plans
from zvhdesk.demo.answers import answer_actions
from zvhdesk.demo.moments import Moment, moment, weekday
from zvhdesk.demo.texts import PLOTS
from zvhdesk.domain.clocks import retention_since
from zvhdesk.domain.terms import ContributionKind, NoteKind, Phase, Presence, Step
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.models.meetings import Turn
from zvhdesk.services.case_door import act_day
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import attendance, capture, planning, running

_HELD = (("Top-X", 56), ("Code Rood", 35), ("Top-X", 28), ("JOR", 21))
"""Casustafel and days ago."""
_TO_COME = (("JOR", 7, 3), ("Top-X", 28, 2))
"""Casustafel, days ahead and how many cases stand on the agenda already."""
_REGULARS = {
    "Top-X": (
        "Politie",
        "Openbaar Ministerie",
        "Gemeente Hengelo, veiligheid",
        "GGZ De Regge",
        "Reclassering",
        "Wijkteam De Brink",
    ),
    "Code Rood": ("Politie", "Openbaar Ministerie", "Veilig Thuis", "Reclassering"),
    "JOR": (
        "Politie",
        "Openbaar Ministerie",
        "Raad voor de Kinderbescherming",
        "Gemeente Almelo, veiligheid",
        "Jeugdbescherming Het Kompas",
    ),
}
_NEWS = (
    "Sinds de vorige keer één melding, zonder geweld.",
    "Het contact loopt weer, elke week een gesprek.",
    "Geen nieuwe zaken; de zitting is aangehouden.",
    "De afspraken worden nagekomen.",
)
_JUDGEMENT = "De dreiging is minder acuut, maar hangt af van wonen en behandeling. Beschermend is de familie."
_DISSENT = "Wij zien het risico kleiner zolang er een woning beschikbaar is."
_DECISION = "De aanpak gaat door; afschalen komt aan de orde als twee maanden rustig zijn."
_TODAY = 4
"""Cases on the agenda of today."""


@dataclass(frozen=True, slots=True)
class _House:
    """The ids that the meetings need."""

    tables: dict[str, str]
    partners: dict[str, str]
    cases: dict[str, list[tuple[str, date]]]
    chair: str


def hold_meetings(desk: Desk, today: date) -> None:
    """Plan and hold the meetings of a house that has its cases. The last one is due today."""
    house = desk.read(lambda session: _look(session, desk.user, today))
    for at, (table, ago) in enumerate(_HELD):
        day = weekday(today - timedelta(days=ago))
        there = [case for case, since in house.cases[table] if since <= day]
        cases = there[at : at + 4] or there[:2]
        with moment(desk, day, time(8, 40)) as then:
            _hold(then, house, table, cases)
            adopt_plans(then, cases[:2], with_next=at == 0)
    answer_actions(desk, today)
    for table, ahead, many in _TO_COME:
        _prepare(desk, house, table, weekday(today + timedelta(days=ahead)), time(9, 30), many)
    _prepare(desk, house, "Top-X", today, soon(desk.clock()), _TODAY)


def _look(session: Session, user: str, today: date) -> _House:
    tables = {table.name: table.id for table in session.scalars(select(CaseTable))}
    found = session.execute(
        select(Case.table_id, Case.id, Case.phase_since)
        .where(Case.phase == Phase.AT_TABLE, ~Case.shielded, ~Case.deleted)
        # What was processed longest ago is over, and nothing may rest on it (WGS 1.8(7)).
        .where(Case.first_processed_on >= retention_since(today))
        .order_by(Case.phase_since, Case.id)
    ).all()
    return _House(
        tables=tables,
        partners={row.name: row.id for row in session.scalars(select(Partner))},
        cases={
            name: [(case, since or today) for at, case, since in found if at == table_id]
            for name, table_id in tables.items()
        },
        chair=user,
    )


def soon(now: datetime) -> time:
    """The next half hour, so that the demo's meeting is about to begin whenever it is opened."""
    hour, minute = (now.hour, 30) if now.minute < 30 else (now.hour + 1, 0)
    return time(min(hour, 20), minute)


def _plan(then: Moment, house: _House, table: str, day: date, starts: time) -> str:
    begins = f"{starts:%H:%M}"
    ends = f"{(starts.hour * 60 + starts.minute + 150) // 60:02d}:{(starts.minute + 30) % 60:02d}"
    return then.do(
        lambda s: planning.plan_meeting(
            s, house.tables[table], day, begins, ends, "Vergaderzaal 2", house.chair
        ),
        "meeting.plan",
    )


def _prepare(desk: Desk, house: _House, table: str, day: date, starts: time, many: int) -> None:
    then = Moment(desk, desk.clock())
    meeting = _plan(then, house, table, day, starts)
    _fill_agenda(then, house, meeting, table, [case for case, _ in house.cases[table][:many]])


def _fill_agenda(then: Moment, house: _House, meeting: str, table: str, cases: list[str]) -> list[str]:
    def fill(session: CaptureSession) -> list[str]:
        for name in _REGULARS[table]:
            attendance.expect_partner(session, meeting, house.partners[name])
        return [planning.add_case(session, meeting, case) for case in cases]

    return then.do(fill, "agenda.add")


def _hold(then: Moment, house: _House, table: str, cases: list[str]) -> None:
    meeting = _plan(then, house, table, then.now.date(), time(9, 0))
    items = _fill_agenda(then, house, meeting, table, cases)

    def arrive(session: CaptureSession) -> None:
        for at, row in enumerate(attendance.attendance(session, meeting)):
            if row.must_sign:
                attendance.sign(session, row.id, act_day(session))
            usual = row.organisation in _REGULARS[table] or row.must_sign
            here = Presence.ONLINE if at == 1 else Presence.IN_ROOM
            attendance.set_presence(session, row.id, here if usual else Presence.EXCUSED)

    then.do(arrive, "meeting.admit", minutes=17)
    then.do(lambda s: running.start(s, meeting, s.act.device), "meeting.start", minutes=5)
    for at, item in enumerate(items):
        then.do(partial(running.go_to, meeting_id=meeting, item_id=item), "meeting.item")
        _discuss(then, house, table, item, at)
    then.do(lambda s: running.close(s, meeting), "meeting.close")


def _discuss(then: Moment, house: _House, table: str, item: str, at: int) -> None:
    """One case: the round, the judgement (at the first with a tegengeluid), an action, often a besluit."""
    actions = PLOTS[table][0].actions
    text, partner = actions[at % len(actions)]
    due = then.now.date() + timedelta(days=21 + 7 * at)

    def hear(session: CaptureSession) -> None:
        running.set_step(session, item, Step.ROUND)
        turns = select(Turn.id).where(Turn.item_id == item).order_by(Turn.position).limit(3)
        for turn, news in zip(session.scalars(turns).all(), _NEWS[at % 2 :], strict=False):
            capture.say(session, turn, news, ContributionKind.FACT)

    def judge(session: CaptureSession) -> None:
        running.set_step(session, item, Step.JUDGEMENT)
        capture.add_note(session, item, Step.JUDGEMENT, _JUDGEMENT)
        if at == 0:
            differs = house.partners[_REGULARS[table][2]]
            capture.add_note(session, item, Step.JUDGEMENT, _DISSENT, NoteKind.DISSENT, differs)

    def agree(session: CaptureSession) -> None:
        running.set_step(session, item, Step.AGREEMENTS)
        said = f"{text}, tussenstand melden"
        made = capture.record_action(session, item, said, house.partners[partner], due)
        capture.read_back(session, made)

    then.do(hear, "round.say", minutes=8)
    then.do(judge, "note.add", minutes=6)
    then.do(agree, "action.capture", minutes=4)
    if at % 2 == 0:
        then.do(lambda s: capture.record_decision(s, item, _DECISION), "decision.record", minutes=2)
