"""Plannen en brieven: every case with its current version, who has a copy of it and who not yet."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Phase
from zvhdesk.models.cases import Case
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.models.meetings import AgendaItem
from zvhdesk.models.plans import Plan
from zvhdesk.services.plans.involved import involved, may_receive
from zvhdesk.services.plans.lists import copies_of, initials_of, version_rows
from zvhdesk.services.plans.rows import CaseLine, Overview, PartnerLine, VersionRow

FIRST = 200
"""Cases without a plan that are listed at most; an imported register has many."""


def overview(session: Session, today: date, meeting_id: str = "") -> Overview:
    """The page as it stands, with a meeting only the cases of its agenda. Shielded cases are not in it."""
    wanted: list[ColumnElement[bool]] = [Case.deleted.is_(False), Case.shielded.is_(False)]
    if meeting_id:
        on_agenda = select(AgendaItem.case_id).where(
            AgendaItem.meeting_id == meeting_id, AgendaItem.deleted.is_(False)
        )
        wanted.append(Case.id.in_(on_agenda))
    partners = {each.id: each for each in session.scalars(select(Partner).order_by(Partner.name, Partner.id))}
    cases = _with_plan(session, today, wanted, partners)
    bare = [*wanted, Case.phase == Phase.AT_TABLE, Case.id.not_in(_planned())]
    without = session.scalar(select(func.count()).select_from(Case).where(*bare)) or 0
    return Overview(
        cases=cases,
        partners=_partners(cases, partners),
        without=_without(session, bare),
        without_count=without,
    )


def _planned() -> ColumnElement[str]:
    return select(Plan.case_id).where(Plan.deleted.is_(False), Plan.case_id.is_not(None)).scalar_subquery()


def _with_plan(
    session: Session, today: date, wanted: list[ColumnElement[bool]], partners: Mapping[str, Partner]
) -> tuple[CaseLine, ...]:
    found = session.execute(
        select(Plan, Case, CaseTable.short_name)
        .join(Case, Case.id == Plan.case_id)
        .outerjoin(CaseTable, CaseTable.id == Case.table_id)
        .where(Plan.deleted.is_(False), *wanted)
        .order_by(Plan.case_id, Plan.version.desc(), Plan.id.desc())
    ).all()
    cases = {case.id: (case, table or "") for _, case, table in found}
    adopted = [plan for plan, _, _ in found if plan.adopted]
    versions: dict[str, list[VersionRow]] = {}
    rows = version_rows(session, adopted, copies_of(session, [plan.id for plan in adopted]), today)
    for plan, row in zip(adopted, rows, strict=True):
        versions.setdefault(plan.case_id, []).append(row)
    newest_of: dict[str, Plan] = {}
    for plan, _, _ in found:
        newest_of.setdefault(plan.case_id, plan)
    letters = initials_of(session, list(cases))
    why = involved(session, list(versions))
    lines = []
    for case, table in cases.values():
        current, *older = versions.get(case.id, [None])
        missing = _missing(current, why.get(case.id, {}), partners)
        newest = newest_of[case.id]
        concept = None if newest.adopted else newest
        lines.append(
            CaseLine(
                id=case.id,
                number=case.number,
                initials=letters.get(case.id, "onbekend"),
                table=table,
                concept=concept.version if concept else None,
                concept_id=concept.id if concept else "",
                current=current,
                older=tuple(row for row in older if row is not None),
                missing=tuple(partner.name for partner in missing),
                missing_ids=tuple(partner.id for partner in missing),
            )
        )
    return tuple(sorted(lines, key=_urgency))


def _missing(
    current: VersionRow | None, why: Mapping[str, tuple[str, ...]], partners: Mapping[str, Partner]
) -> list[Partner]:
    if current is None:
        return []
    have = {copy.partner_id for copy in current.copies}
    return [each for key, each in partners.items() if key in why and key not in have and may_receive(each)]


def _urgency(line: CaseLine) -> tuple[bool, int, bool, bool, str, str]:
    """A late evaluation first, the latest on top; then what waits to be handed out, concepts, the rest."""
    late = line.current.days_late if line.current else 0
    return (not line.late, -late, not line.to_hand_out, line.concept is None, line.number, line.id)


def _partners(cases: tuple[CaseLine, ...], partners: Mapping[str, Partner]) -> tuple[PartnerLine, ...]:
    """Per participant what still has to be handed out: who waits for most stands first."""
    waiting: dict[str, list[CaseLine]] = {}
    has: dict[str, int] = {}
    for line in cases:
        for partner_id in line.missing_ids:
            waiting.setdefault(partner_id, []).append(line)
        for partner_id in {copy.partner_id for copy in line.current.copies} if line.current else ():
            has[partner_id] = has.get(partner_id, 0) + 1
    rows = [
        PartnerLine(each.id, each.name, each.class_, has.get(key, 0), tuple(waiting.get(key, ())))
        for key, each in partners.items()
        if key in waiting or key in has
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.waiting), row.name.casefold())))


def _without(session: Session, wanted: list[ColumnElement[bool]]) -> tuple[CaseLine, ...]:
    found = session.execute(
        select(Case, CaseTable.short_name)
        .outerjoin(CaseTable, CaseTable.id == Case.table_id)
        .where(*wanted)
        .order_by(Case.number, Case.id)
        .limit(FIRST)
    ).all()
    letters = initials_of(session, [case.id for case, _ in found])
    return tuple(
        CaseLine(
            id=case.id,
            number=case.number,
            initials=letters.get(case.id, "onbekend"),
            table=table or "",
            concept=None,
            concept_id="",
            current=None,
            older=(),
            missing=(),
            missing_ids=(),
        )
        for case, table in found
    )
