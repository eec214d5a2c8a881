"""From checked cases to the rows of the house: persons recognised, partners made, everything counted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zvhdesk.domain.clocks import retention_passed
from zvhdesk.domain.terms import Phase, SubjectRole
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.cases import Case, Referral, Subject
from zvhdesk.models.people import Person
from zvhdesk.services.importing.drafts import CaseDraft, Checked, PersonDraft, Report
from zvhdesk.services.importing.house_view import NATIONAL, HouseView, partner_key
from zvhdesk.services.importing.partners import PartnerAnswer

Row = dict[str, Any]
Rows = dict[type[Replicated], list[Row]]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All an import will write. `cases` holds, per case, the rows of its stream and of a new person."""

    partners: list[Row]
    gemeenten: list[Row]
    cases: list[Rows]
    report: Report


@dataclass(slots=True)
class _Persons:
    """Who is who: the same BSN and birth date is the same person, also one already in the house."""

    house: HouseView
    ids: dict[tuple[str, str | None], str] = field(default_factory=dict)
    made: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0

    def id_of(self, person: PersonDraft) -> tuple[str, Row | None]:
        """The id of the person, and the row to make when the house does not know them yet."""
        if person.bsn is None:
            return self._make(person)
        identity = (person.bsn, person.birth_date)
        if identity not in self.ids:
            here = self.house.persons.get(person.bsn, ())
            known = next((one.id for one in here if one.birth_date == person.birth_date), None)
            if known is None:
                self.ids[identity], row = self._make(person)
                return self.ids[identity], row
            self.ids[identity] = known
        return self.ids[identity], None

    def mark_duplicates(self) -> None:
        """Mark who shares a BSN with someone born on another day; of shielded ones no hint (DATA.md 14)."""
        for bsn, rows in self.made.items():
            if len(rows) + len(self.house.persons.get(bsn, ())) > 1:
                for row in rows:
                    row["possible_duplicate"] = True

    def _make(self, person: PersonDraft) -> tuple[str, Row]:
        row: Row = {
            "id": new_id(),
            "stream_id": new_id(),
            "initials": person.initials,
            "prefix": person.prefix,
            "surname": person.surname,
            "birth_date": person.birth_date,
            "bsn": person.bsn,
        }
        self.count += 1
        if person.bsn is not None:
            self.made[person.bsn].append(row)
        return row["id"], row


def new_partners(cases: Iterable[CaseDraft], house: HouseView) -> tuple[str, ...]:
    """The organisations that refer in these cases and that the house does not have yet."""
    names: dict[str, str] = {}
    for case in cases:
        if case.referrer is not None and partner_key(case.referrer) not in house.partners:
            names.setdefault(partner_key(case.referrer), case.referrer)
    return tuple(names.values())


def plan(
    checked: Checked,
    house: HouseView,
    answers: Iterable[PartnerAnswer],
    common_stream: str,
    today: date,
) -> ImportPlan:
    """The rows to write. `answers` are what a person said of organisations; the others are `onbekend`."""
    said = {partner_key(answer.name): answer for answer in answers}
    partners = [
        _partner_row(said.get(partner_key(name), PartnerAnswer(name)), name, common_stream)
        for name in new_partners(checked.cases, house)
    ]
    gemeenten = _new_gemeenten(checked.cases, house, common_stream)
    ids = dict(house.partners) | {partner_key(row["name"]): row["id"] for row in partners}
    persons = _Persons(house)
    cases = [_case_rows(case, ids, persons) for case in checked.cases]
    persons.mark_duplicates()
    report = Report(
        accepted=len(checked.cases),
        rejected=checked.rejected,
        cases=len(cases),
        persons=persons.count,
        partners=len(partners),
        gemeenten=len(gemeenten),
        closed_shielded=sum(case.phase is Phase.CLOSED for case in checked.cases),
        past_retention=sum(retention_passed(case.referred_on, today) for case in checked.cases),
    )
    return ImportPlan(partners, gemeenten, cases, report)


def _new_gemeenten(cases: Iterable[CaseDraft], house: HouseView, stream: str) -> list[Row]:
    """The gemeenten that the house gets with these cases, when nobody chose which it has."""
    names = {case.municipality: None for case in cases if case.municipality is not None}
    return [
        {"id": new_id(), "stream_id": stream, "code": NATIONAL.code(name), "name": name}
        for name in names
        if house.gemeenten.find(name) is None
    ]


def _partner_row(answer: PartnerAnswer, name: str, stream: str) -> Row:
    return {
        "id": new_id(),
        "stream_id": stream,
        "name": name,
        "domain": answer.domain,
        "class_": answer.class_,
    }


def _case_rows(case: CaseDraft, partners: dict[str, str], persons: _Persons) -> Rows:
    stream, case_id = new_id(), new_id()
    referral: Row = {
        "id": new_id(),
        "stream_id": stream,
        "case_id": case_id,
        "referred_on": case.referred_on,
        "referrer_id": partners[partner_key(case.referrer)] if case.referrer else None,
    }
    rows: Rows = {Case: [_case_row(case, stream, case_id)], Referral: [referral]}
    if case.person is not None:
        person_id, person_row = persons.id_of(case.person)
        if person_row is not None:
            rows[Person] = [person_row]
        rows[Subject] = [
            {
                "id": new_id(),
                "stream_id": stream,
                "case_id": case_id,
                "person_id": person_id,
                "role": SubjectRole.MAIN,
            }
        ]
    return rows


def _case_row(case: CaseDraft, stream: str, case_id: str) -> Row:
    return {
        "id": case_id,
        "stream_id": stream,
        "number": case.number,
        "phase": case.phase,
        "phase_since": case.phase_since,
        "product": case.product,
        "table_id": case.table_id,
        "municipality": case.municipality,
        "main_topic": case.topic,
        **case.flags,
        "border": case.border,
        # The five years of WGS 1.8(7) began when the house first had it, not when we took it over.
        "first_processed_on": case.referred_on,
        "waiting_since": case.waiting_since,
        "started_on": case.started_on,
        "closed_on": case.closed_on,
        "shielded": case.phase is Phase.CLOSED,
        "age_deviation": case.age_deviation,
    }
