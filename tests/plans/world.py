"""The small house with more partners, and a case with all that a plan is made of."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.dossier.conftest import furnish
from tests.worlds import SmallHouse, filled_house
from zvhdesk.domain.terms import (
    ActionStatus,
    Capacity,
    ContributionKind,
    ItemState,
    MeetingState,
    NoteKind,
    PartnerClass,
    PartnerDomain,
    Presence,
    Step,
    SubjectRole,
)
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Contribution, Goal, Subject
from zvhdesk.models.house import Municipality, Partner, WorkArea
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting, NoteParagraph
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision, Plan, Voice
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.plans import versions
from zvhdesk.services.regions import meetings_stream

TODAY = date(2026, 3, 12)
WITHHELD = {
    "care": "Hij slikt zijn medicijnen niet sinds de feestdagen.",
    "probation": "Zij meldt zich elke dinsdag bij ons kantoor.",
}
"""What two suppliers set a condition on, by who they are."""
CONDITIONS = {"care": "Alleen voor onze eigen behandelaar.", "probation": "Niet zonder overleg verder geven."}


@dataclass(frozen=True, slots=True)
class PlanHouse:
    """The ids of the house; `concept` is version 1 of its case."""

    house: SmallHouse
    om: str
    probation: str
    third: str
    unknown: str
    far: str
    meeting: str
    item: str
    concept: str

    @property
    def desk(self) -> Desk:
        return self.house.desk

    @property
    def case_id(self) -> str:
        return self.house.case_id

    @property
    def receivers(self) -> dict[str, str]:
        return {
            "police": self.house.police,
            "care": self.house.care,
            "om": self.om,
            "probation": self.probation,
            "far": self.far,
        }


def plan_house(house: SmallHouse) -> PlanHouse:
    """Fill the small house, as acts, and begin the first version."""
    house.desk.change(lambda session: furnish(session, house), "plan.change")
    return house.desk.change(lambda session: _fill(session, house), "plan.change")


def opened_plan_house(
    folder: Path, clock: Clock, fill: Callable[[SmallHouse], PlanHouse] = plan_house
) -> PlanHouse:
    """The same in `folder`, open: it was filled once, and is copied."""
    house, made = filled_house(folder, clock, fill)
    return replace(made, house=house)


def _partners(session: CaptureSession) -> dict[str, Partner]:
    common = new_id()

    def made(name: str, class_: PartnerClass) -> Partner:
        return Partner(stream_id=common, name=name, domain=PartnerDomain.SAFETY, class_=class_)

    found = {
        "om": made("Openbaar Ministerie", PartnerClass.PARAGRAPH_1),
        "probation": made("Reclassering", PartnerClass.PARAGRAPH_2),
        "third": made("Woonstichting Het Anker", PartnerClass.THIRD),
        "unknown": made("Bewindvoering De Linde", PartnerClass.UNKNOWN),
        "far": made("Veilig Thuis", PartnerClass.PARAGRAPH_2),
    }
    area = WorkArea(stream_id=common, name="Midden")
    session.add_all_new([*found.values(), area])
    session.query(Municipality).filter_by(name="Enschede").one().work_area_id = area.id
    return found


def _fill(session: CaptureSession, house: SmallHouse) -> PlanHouse:
    found = _partners(session)
    stream: dict[str, Any] = {"stream_id": house.case_stream, "case_id": house.case_id}
    victim = Person(
        stream_id=new_id(),
        initials="R.",
        surname="Wilgenburg",
        birth_date="1991-06-02",
        bsn="999990020",
        address="Kerkstraat 12, 7511 AB Enschede",
    )
    common = meetings_stream(session)
    meeting = Meeting(
        stream_id=common,
        table_id=house.table,
        held_on=TODAY,
        starts="09:00",
        ends="11:00",
        state=MeetingState.CLOSED,
    )
    session.add_all_new([victim, meeting])
    item = AgendaItem(
        **stream, meeting_id=meeting.id, position=1, title="Tussenstand", minutes=20, state=ItemState.DONE
    )
    session.add_all_new([item])
    session.add_all_new(
        [
            Subject(**stream, person_id=victim.id, role=SubjectRole.VICTIM, relation="ex-partner"),
            *_attendance(common, meeting.id, house, found),
            *_said(stream, house, found, item.id),
        ]
    )
    return PlanHouse(
        house=house,
        om=found["om"].id,
        probation=found["probation"].id,
        third=found["third"].id,
        unknown=found["unknown"].id,
        far=found["far"].id,
        meeting=meeting.id,
        item=item.id,
        concept=versions.begin(session, house.case_id),
    )


def _attendance(common: str, meeting: str, house: SmallHouse, found: dict[str, Partner]) -> list[Attendance]:
    there: dict[str, Any] = {"stream_id": common, "meeting_id": meeting}
    return [
        Attendance(**there, partner_id=house.police, presence=Presence.IN_ROOM),
        Attendance(**there, partner_id=found["om"].id, presence=Presence.ONLINE),
        Attendance(**there, partner_id=found["third"].id, presence=Presence.IN_ROOM, signed_on=TODAY),
        Attendance(**there, partner_id=found["far"].id, presence=Presence.EXCUSED),
        Attendance(
            **there, organisation="Tolkendienst", capacity=Capacity.INTERPRETER, presence=Presence.IN_ROOM
        ),
    ]


def _said(stream: dict[str, Any], house: SmallHouse, found: dict[str, Partner], item: str) -> list[Any]:
    decision = Decision(
        **stream, item_id=item, number=1, text="Ontruiming aangehouden tot 19 maart.", decided_on=TODAY
    )
    return [
        Contribution(
            **stream,
            partner_id=house.care,
            received_on=TODAY - timedelta(2),
            text=WITHHELD["care"],
            condition=CONDITIONS["care"],
        ),
        Contribution(
            **stream,
            partner_id=found["probation"].id,
            received_on=TODAY - timedelta(2),
            text=WITHHELD["probation"],
            kind=ContributionKind.OPINION,
            condition=CONDITIONS["probation"],
        ),
        Contribution(
            **stream,
            partner_id=house.care,
            received_on=TODAY - timedelta(2),
            text="Zus is betrokken en bereikbaar.",
        ),
        NoteParagraph(
            **stream, item_id=item, step=Step.JUDGEMENT, position=1, text="De dreiging vergroot het risico."
        ),
        NoteParagraph(
            **stream,
            item_id=item,
            step=Step.JUDGEMENT,
            position=2,
            text="Wij zien het risico kleiner.",
            kind=NoteKind.DISSENT,
            partner_id=found["om"].id,
        ),
        NoteParagraph(
            **stream,
            item_id=item,
            step=Step.JUDGEMENT,
            position=3,
            text="Parkeren: de hond.",
            kind=NoteKind.PARKED,
        ),
        Goal(**stream, position=2, text="Behandelcontact hersteld", measure="eerste gesprek", due_on=TODAY),
        Action(
            **stream,
            number=3,
            text="Zorgmachtiging onderzoeken",
            partner_id=house.care,
            owner="FACT-team",
            due_on=TODAY + timedelta(14),
            made_on=TODAY,
            item_id=item,
        ),
        Action(
            **stream,
            number=4,
            text="Huisbezoek bij mevrouw Wilgenburg, Kerkstraat 12, BSN 999990020",
            partner_id=found["om"].id,
            due_on=TODAY + timedelta(300),
        ),
        Action(
            **stream,
            number=5,
            text="Gesprek met de verhuurder",
            partner_id=found["unknown"].id,
            due_on=TODAY,
            status=ActionStatus.NOT_POSSIBLE,
            outcome="De woning is verkocht.",
        ),
        decision,
        Voice(**stream, about_id=decision.id, partner_id=house.police, agreed_on=TODAY),
        Voice(**stream, about_id=decision.id, partner_id=found["om"].id),
    ]


def change_plan(world: PlanHouse, **values: object) -> None:
    """Set columns of the concept."""

    def act(session: CaptureSession) -> None:
        row = session.get_one(Plan, world.concept)
        for column, value in values.items():
            setattr(row, column, value)

    world.desk.change(act, "case.edit")


def adopt(world: PlanHouse, plan_id: str = "", when: date = TODAY) -> str:
    """Record that police and OM adopted a version; returns its id."""
    which = plan_id or world.concept
    world.desk.change(
        lambda session: versions.adopt(session, which, [world.house.police, world.om], when), versions.ADOPT
    )
    return which
