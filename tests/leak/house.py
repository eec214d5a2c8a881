"""The house of canaries: one row in every table, each text of it a canary, and a meeting that may begin."""

from datetime import date
from typing import Any

from tests.leak.canaries import stored
from zvhdesk.domain.terms import (
    Criterion,
    DisclosureKind,
    PartnerClass,
    PartnerDomain,
    Phase,
    Presence,
    Product,
    Step,
    SubjectRole,
)
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import (
    Action,
    Case,
    Contribution,
    CriterionJudgement,
    Goal,
    Referral,
    Subject,
)
from zvhdesk.models.destructions import Destruction, DestructionReceipt
from zvhdesk.models.house import (
    CaseTable,
    Device,
    House,
    ImportMapping,
    Member,
    Municipality,
    Partner,
    WorkArea,
)
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting, NoteParagraph, Turn
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision, Disclosure, Plan, Voice
from zvhdesk.services import regions
from zvhdesk.services.clock import system_clock


def _row(cls: type[Replicated], stream: str, **more: object) -> Any:
    return cls(stream_id=stream, **{**stored(cls), **more})  # type: ignore[arg-type]


def fill(session: CaptureSession, user: str) -> None:
    """One row in every table, each text of it a canary."""
    common, stream = new_id(), new_id()
    today = system_clock().date()
    partner = _row(Partner, common, domain=PartnerDomain.SAFETY, class_=PartnerClass.PARAGRAPH_1)
    table = _row(CaseTable, common)
    area = _row(WorkArea, common)
    person = _row(Person, new_id())
    case = _row(
        Case,
        stream,
        phase=Phase.AT_TABLE,
        phase_since=today,
        product=Product.COORDINATION,
        table_id=table.id,
        process_manager_id=user,
        first_processed_on=date(today.year - 1, 6, 1),
    )
    of_case = {"case_id": case.id}
    session.add_all_new(
        [
            _row(House, common),
            _row(Member, common, id=user),
            area,
            _row(Municipality, common, work_area_id=area.id),
            partner,
            table,
            _row(ImportMapping, common),
            _row(Device, common),
            person,
            case,
            _row(Referral, stream, **of_case, referred_on=today, referrer_id=partner.id),
            _row(Subject, stream, **of_case, person_id=person.id, role=SubjectRole.MAIN),
            _row(CriterionJudgement, stream, **of_case, criterion=Criterion("a"), met=True, decided_on=today),
            _row(Contribution, stream, **of_case, partner_id=partner.id, received_on=today),
            _row(Goal, stream, **of_case, position=1),
            _row(Action, stream, **of_case, number=1, partner_id=partner.id, due_on=today),
        ]
    )
    session.add_all_new(_at_the_table(session, case, table.id, partner.id))


def _at_the_table(session: CaptureSession, case: Any, table_id: str, partner_id: str) -> list[Any]:
    """A meeting of today, prepared, with a row of all that a meeting leaves."""
    common, today = regions.meetings_stream(session), system_clock().date()
    of_case = {"case_id": case.id, "item_id": "item"}
    return [
        _row(Meeting, common, id="meeting", table_id=table_id, held_on=today, starts="00:01", ends="23:59"),
        _row(Attendance, common, meeting_id="meeting", position=1),
        Attendance(stream_id=common, meeting_id="meeting", partner_id=partner_id, presence=Presence.IN_ROOM),
        _row(
            AgendaItem,
            case.stream_id,
            id="item",
            case_id=case.id,
            meeting_id="meeting",
            position=1,
            minutes=9,
        ),
        Turn(stream_id=case.stream_id, **of_case, partner_id=partner_id),
        _row(
            Destruction,
            common,
            proposed_by_id="wie",
            proposed_on=today,
            proposed_device_id="waar",
            withdrawn_on=today,
        ),
        _row(DestructionReceipt, common, device_id="waar", carried_out_on=today),
        _row(NoteParagraph, case.stream_id, **of_case, step=Step.JUDGEMENT, position=1),
        _row(Decision, case.stream_id, **of_case, number=1, decided_on=today),
        Voice(stream_id=case.stream_id, case_id=case.id, about_id="decision", partner_id=partner_id),
        _row(Plan, case.stream_id, case_id=case.id, version=1),
        _row(Disclosure, case.stream_id, case_id=case.id, kind=DisclosureKind.COPY, at_ms=1),
    ]
