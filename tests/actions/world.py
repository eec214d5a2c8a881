"""Houses for the tests of the actions: cases with as many actions as asked."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from tests.board import world as board
from tests.worlds import copy_of
from zvhdesk.domain.terms import ActionStatus, PartnerClass, PartnerDomain, Phase
from zvhdesk.models.capture import CaptureSession, bulk
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.house import Partner
from zvhdesk.services.desk import Desk

TODAY = board.TODAY
"""Monday 16 March 2026."""
NOW = board.NOW
PARTNERS = ("GGZ De Regge", "Woonstichting Dinkelborg", "Reclassering", "Politie", "Gemeente Hengelo")
TEXTS = (
    "Zorgmachtiging onderzoeken en uitkomst melden",
    "Contactpersoon crisisdienst doorgeven aan wijkagent",
    "Huisbezoek met wijkagent plannen",
    "Risicotaxatie actualiseren (HCR-20) voor de tafel van morgen",
    "Huurachterstand opgeven",
    "Ouders informeren over het vervolg",
    "Financiële situatie in kaart brengen",
)
OWNERS = ("FACT-team", "crisisdienst", "leefbaarheid", None, "incasso")
Row = dict[str, Any]


def day(ahead: int) -> date:
    """So many days after today; negative is past."""
    return TODAY + timedelta(days=ahead)


def make(folder: Path, clock: Callable[[], datetime] = lambda: NOW) -> Desk:
    """A new house with partners whose ids are p0, p1 and on, and no case."""
    return copy_of(_made, folder, clock) if clock() == NOW else _made(folder, clock)


def _made(folder: Path, clock: Callable[[], datetime] = lambda: NOW) -> Desk:
    desk = board.make(folder, clock)
    desk.change(_found, "house.setup")
    return desk


def _found(session: CaptureSession) -> None:
    rows = [
        {
            "id": f"p{at}",
            "stream_id": "partners",
            "name": name,
            "domain": PartnerDomain.CARE,
            "class_": PartnerClass.PARAGRAPH_2,
        }
        for at, name in enumerate(PARTNERS)
    ]
    bulk(session, {Partner: rows})


def a_case(case_id: str, *actions: Row, **values: Any) -> board.Rows:
    """The rows of a case at the table, with these actions (see `an_action`)."""
    rows = board.case_rows(
        case_id, **{"phase": Phase.AT_TABLE, "table_id": "topx", "wall": day(-1), **values}
    )
    stream = rows[Case][0]["stream_id"]
    rows[Action] = [
        {"stream_id": stream, "case_id": case_id, "number": number, **action}
        for number, action in enumerate(actions, start=1)
    ]
    return rows


def an_action(action_id: str, due: int | None = 0, partner: str | None = "p0", **values: Any) -> Row:
    """An action that is due so many days after today, open unless `values` say otherwise."""
    return {
        "id": action_id,
        "text": TEXTS[0],
        "partner_id": partner,
        "due_on": None if due is None else day(due),
        "status": ActionStatus.OPEN,
        **values,
    }


def put(desk: Desk, *cases: board.Rows) -> None:
    """Write cases as one act."""
    board.put(desk, *cases)


def many(cases: int, each: int) -> Iterable[board.Rows]:
    """So many cases with `each` actions: every status, terms from half a year back to two months ahead."""
    statuses = (*ActionStatus, ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.DONE)
    for at in range(cases):
        actions = [
            an_action(
                f"a{at:05}-{nth}",
                due=None if (at + nth) % 29 == 0 else (at * 13 + nth * 31) % 240 - 180,
                partner=None if (at + nth) % 17 == 0 else f"p{(at + nth * 3) % len(PARTNERS)}",
                text=TEXTS[(at * 3 + nth) % len(TEXTS)],
                owner=OWNERS[(at + nth) % len(OWNERS)],
                status=statuses[(at * 7 + nth * 3) % len(statuses)],
            )
            for nth in range(each)
        ]
        yield a_case(
            f"case{at:06}",
            *actions,
            number=f"2026-{at:05}",
            surname=board.SURNAMES[at % 7],
            shielded=at % 9 == 8,
        )


def case(session: Session, case_id: str) -> Case:
    """The row of a case."""
    return session.get_one(Case, case_id)


def action(session: Session, action_id: str) -> Action:
    """The row of an action."""
    return session.get_one(Action, action_id)
