"""A house for the tests and the bench of the board: made-up cases in every phase, as many as asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.worlds import copy_of, new_desk
from zvhdesk.domain.terms import ActionStatus, Criterion, PartnerClass, PartnerDomain, Phase, Product
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, bulk
from zvhdesk.models.cases import Action, Case, CriterionJudgement, Referral, Subject
from zvhdesk.models.house import CaseTable, House, Member, Municipality, Partner, WorkArea
from zvhdesk.models.people import Person
from zvhdesk.services.desk import Desk

TODAY = date(2026, 3, 16)
"""A Monday."""
NOW = datetime(2026, 3, 16, 9, 41, tzinfo=UTC)

TABLES = (
    ("topx", "Top-X", "#4B6EA8", None, None),
    ("rood", "C. Rood", "#A61B1B", None, None),
    ("jor", "JOR", "#0B6B74", 12, 23),
    ("vpo", "VPO", "#8A5A00", 18, None),
    ("kmt", "KMT", "#6A4C93", None, None),
)
MIDDEN = ("Hengelo", "Borne")
ZUID = ("Enschede", "Haaksbergen")
PARTNERS = ("Politie", "Gemeente Hengelo", "Veilig Thuis", "Reclassering")
TOPICS = (
    "Ernstige overlast, verward gedrag",
    "Stalking, 2 minderjarigen",
    "Woonoverlast, verslaving en LVB",
    "Schoolverzuim, wapenbezit",
    None,
)
SURNAMES = ("Aalberts", "ten Brinke", "Çelik", "Dijkstra", "Öztürk", "Veldhuis", "Wiersma")

Row = dict[str, Any]
Rows = dict[type, list[Row]]


def day(back: int) -> date:
    """So many days before today; negative is to come."""
    return TODAY - timedelta(days=back)


def ms(moment: date) -> int:
    """Midday of that day as UTC milliseconds."""
    return int(datetime(moment.year, moment.month, moment.day, 12, tzinfo=UTC).timestamp() * 1000)


def found(session: CaptureSession, user: str) -> None:
    """The house, its tables, gemeenten and partners; ids are words, so that tests can name them."""
    stream = new_id()
    rows: Rows = {
        House: [{"id": "house", "stream_id": stream, "name": "Zorg en Veiligheidshuis Twente"}],
        Member: [
            {
                "id": user,
                "stream_id": stream,
                "name": "E. de Vries",
                "initials": "EV",
                "role": "procesmanager",
            }
        ],
        WorkArea: [
            {"id": "midden", "stream_id": stream, "name": "Werkgebied Midden", "position": 0},
            {"id": "zuid", "stream_id": stream, "name": "Werkgebied Zuid", "position": 1},
        ],
        Municipality: [
            {"id": f"m-{name}", "stream_id": stream, "code": f"GM{at:04}", "name": name, "work_area_id": area}
            for at, (name, area) in enumerate(
                [(name, "midden") for name in MIDDEN] + [(name, "zuid") for name in ZUID]
            )
        ],
        Partner: [
            {
                "id": f"p-{name}",
                "stream_id": stream,
                "name": name,
                "domain": PartnerDomain.SAFETY,
                "class_": PartnerClass.PARAGRAPH_1,
            }
            for name in PARTNERS
        ],
        CaseTable: [
            {
                "id": key,
                "stream_id": stream,
                "name": short,
                "short_name": short,
                "colour": colour,
                "min_age": low,
                "max_age": high,
                "position": at,
            }
            for at, (key, short, colour, low, high) in enumerate(TABLES)
        ],
    }
    bulk(session, rows)


def case_rows(case_id: str, *, number: str = "", wall: date = TODAY, **values: Any) -> Rows:
    """The rows of one whole case: a known person, an aanmelding, no judgement. `values` change it.

    Columns of the case by name; also surname, birth_date, referred_on, referrer, urgent, reason, judged
    (criterion letters to whether they are met), actions (days until due) and `person` False for none.
    """
    stream, person = new_id(), new_id()
    extra = {
        key: values.pop(key, default)
        for key, default in (
            ("surname", "Aalberts"),
            ("birth_date", "1990-04-12"),
            ("referred_on", TODAY),
            ("referrer", "p-Politie"),
            ("urgent", False),
            ("reason", "Overlast in de buurt"),
            ("judged", {}),
            ("actions", ()),
            ("person", True),
        )
    }
    ids = {"stream_id": stream, "case_id": case_id}
    base: Row = {
        "id": case_id,
        "stream_id": stream,
        "number": number or case_id,
        "phase_since": extra["referred_on"],
        "first_processed_on": extra["referred_on"],
        "municipality": "Hengelo",
        "brp_checked_on": TODAY,
        "_wall_ms": ms(wall),
    }
    rows: Rows = {
        Case: [{**base, **values}],
        Referral: [
            {
                "id": new_id(),
                **ids,
                "referred_on": extra["referred_on"],
                "referrer_id": extra["referrer"],
                "urgent": extra["urgent"],
                "reason": extra["reason"],
            }
        ],
        CriterionJudgement: [
            {
                "id": new_id(),
                **ids,
                "criterion": Criterion(letter),
                "met": met,
                "ground": "Zie aanmelding",
                "decided_by": "Politie",
                "decided_on": TODAY,
            }
            for letter, met in extra["judged"].items()
        ],
        Action: [
            {
                "id": new_id(),
                **ids,
                "number": at + 1,
                "text": "Bellen",
                "due_on": TODAY + timedelta(days=due),
                "status": ActionStatus.OPEN,
            }
            for at, due in enumerate(extra["actions"])
        ],
        Subject: [],
        Person: [],
    }
    if extra["person"]:
        rows[Person] = [
            {
                "id": person,
                "stream_id": new_id(),
                "initials": "J.A.",
                "surname": extra["surname"],
                "birth_date": extra["birth_date"],
            }
        ]
        rows[Subject] = [{"id": new_id(), **ids, "person_id": person}]
    return rows


def joined(many: list[Rows]) -> Rows:
    """The rows of several cases as one."""
    rows: Rows = {}
    for one in many:
        for cls, dicts in one.items():
            rows.setdefault(cls, []).extend(dicts)
    return rows


def put(desk: Desk, *cases: Rows) -> None:
    """Write cases as one act."""
    desk.change(lambda session: bulk(session, joined(list(cases))), "import.register", origin="import")


PHASES = tuple(phase for phase in Phase if phase is not Phase.CLOSED)


def many(count: int) -> list[Rows]:
    """So many cases over all phases, tables and gemeenten, some with urgency, actions and empty fields."""
    return [_one(at) for at in range(count)]


def _one(at: int) -> Rows:
    phase = PHASES[at % 6]
    back = (at * 7) % 90 if at % 13 else 400
    gemeenten = MIDDEN + ZUID
    beyond = phase not in (Phase.REFERRED, Phase.ASSESSMENT)
    return case_rows(
        f"case{at:06}",
        number=f"{2025 if back > 75 else 2026}-{at:05}",
        wall=day(back // 2),
        phase=phase,
        phase_since=day(back),
        waiting_since=day(back) if phase is Phase.WAITING_LIST else None,
        product=Product.COORDINATION if beyond else None,
        table_id=TABLES[at % 5][0] if phase is not Phase.REFERRED else None,
        municipality=gemeenten[at % 4],
        main_topic=TOPICS[at % 5],
        question="Hoe houden we dit veilig? " * 8,
        referred_on=day(back + 20),
        urgent=at % 41 == 0,
        birth_date=f"{1965 + at % 45}-0{1 + at % 9}-11",
        surname=SURNAMES[at % 7],
        referrer=f"p-{PARTNERS[at % 4]}",
        brp_checked_on=TODAY if at % 5 else None,
        judged=dict.fromkeys("abcd"[: at % 5], True) if phase is Phase.ASSESSMENT else {},
        actions=(-3, 10) if phase is Phase.AT_TABLE and at % 9 == 0 else (12,) if at % 4 == 0 else (),
    )


def make(folder: Path, clock: Callable[[], datetime] = lambda: NOW) -> Desk:
    """A new house with nothing on its board."""
    return copy_of(_made, folder, clock) if clock() == NOW else _made(folder, clock)


def _made(folder: Path, clock: Callable[[], datetime] = lambda: NOW) -> Desk:
    desk = new_desk(folder, clock)
    desk.change(lambda session: found(session, desk.user), "house.setup")
    return desk
