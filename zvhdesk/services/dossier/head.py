"""The head of the dossier: the casusreis with its dates, the clocks and what asks attention."""

from datetime import UTC, date, datetime
from textwrap import shorten

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.attention import ASKING, RETENTION_WARNING_DAYS, Facts, Kind, Reason, reasons
from zvhdesk.domain.clocks import destroy_by, retention_passed
from zvhdesk.domain.terms import STILL_OPEN, Criterion, Phase
from zvhdesk.models.cases import Action
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.dossier.gathered import Gathered
from zvhdesk.services.dossier.rows import ClockRow, Head, JourneyStep, Progress
from zvhdesk.services.words import day, days_late, short_day, word

_ON_WAY = (
    Phase.REFERRED,
    Phase.ASSESSMENT,
    Phase.TRIAGE,
    Phase.WAITING_LIST,
    Phase.AT_TABLE,
    Phase.STEP_DOWN,
)

_NAMED, _LONGEST = 3, 48
"""So many late actions are named, in so many letters: the clocks beneath them stay in view."""


def make_head(session: Session, found: Gathered, letters: str, today: date) -> Head:
    """The head of a case at `today`."""
    case = found.case
    over = case.first_processed_on is not None and retention_passed(case.first_processed_on, today)
    return Head(
        case_id=case.id,
        stream_id=case.stream_id,
        number=case.number,
        table=found.table.short_name if found.table else "nog geen casustafel",
        initials=letters,
        phase=case.phase,
        journey=_journey(found),
        clocks=_clocks(found, today),
        attention=_attention(session, found, today),
        read_only=over,
        may_assess=case.phase is Phase.ASSESSMENT and not over,
    )


def _journey(found: Gathered) -> tuple[JourneyStep, ...]:
    case = found.case
    at = list(Phase).index(case.phase)
    steps = []
    for phase in _ON_WAY:
        place = list(Phase).index(phase)
        skipped = phase is Phase.WAITING_LIST and case.phase is not phase and case.waiting_since is None
        if skipped:
            continue
        progress = Progress.NOW if place == at else Progress.DONE if place < at else Progress.LATER
        title = "Beoordeeld" if phase is Phase.ASSESSMENT and progress is Progress.DONE else word(phase)
        steps.append(JourneyStep(title, _detail(found, phase, progress), progress))
    return tuple(steps)


def _detail(found: Gathered, phase: Phase, progress: Progress) -> str:
    case = found.case
    if phase is Phase.STEP_DOWN and progress is Progress.LATER:
        end = case.first_processed_on
        return f"vernietigen uiterlijk {day(destroy_by(end))}" if end else ""
    if progress is Progress.LATER:
        return ""
    known = _known(found, phase)
    if progress is Progress.NOW and phase not in (Phase.REFERRED, Phase.WAITING_LIST) and case.phase_since:
        known = [f"sinds {day(case.phase_since)}", *known[1:]]
    return " · ".join(part for part in known if part)


def _known(found: Gathered, phase: Phase) -> list[str]:
    case = found.case
    match phase:
        case Phase.REFERRED:
            return _referred(found)
        case Phase.ASSESSMENT:
            return _assessed(found)
        case Phase.TRIAGE:
            return _triaged(found)
        case Phase.WAITING_LIST:
            return [f"sinds {day(case.waiting_since)}"] if case.waiting_since else []
        case Phase.AT_TABLE:
            return [day(case.started_on)] if case.started_on else []
        case _:
            return []


def _referred(found: Gathered) -> list[str]:
    if found.referral is None:
        return []
    partner = found.partners.get(found.referral.referrer_id or "")
    return [day(found.referral.referred_on), partner.name if partner else ""]


def _assessed(found: Gathered) -> list[str]:
    rows = list(found.judgements.values())
    when = max((row.decided_on for row in rows), default=None)
    met = sum(row.met for row in rows)
    return [day(when), f"{met} van {len(Criterion)} criteria"]


def _triaged(found: Gathered) -> list[str]:
    case = found.case
    return [
        word(case.product).lower() if case.product else "",
        found.table.short_name if found.table and case.product else "",
    ]


def _clocks(found: Gathered, today: date) -> tuple[ClockRow, ...]:
    case, plan = found.case, found.plan
    clocks: list[ClockRow] = []
    if case.first_processed_on is not None:
        end = destroy_by(case.first_processed_on)
        left = (end - today).days
        kind = Kind.LATE if left < 0 else Kind.SOON if left <= RETENTION_WARNING_DAYS else Kind.PLAIN
        clocks.append(ClockRow("Vernietigen uiterlijk", day(end), kind))
    if plan is not None:
        due = plan.evaluation_on
        kind = Kind.LATE if due is not None and due < today else Kind.PLAIN
        clocks.append(ClockRow("Evaluatie plan", day(due) if due else "geen datum", kind))
    if case.first_processed_on is not None:
        clocks.append(ClockRow("Eerste verwerking", day(case.first_processed_on)))
    if case.phase is Phase.WAITING_LIST and case.waiting_since is not None:
        clocks.append(ClockRow("Werkvoorraad sinds", day(case.waiting_since)))
    clocks.append(
        ClockRow("BRP-check", day(case.brp_checked_on))
        if case.brp_checked_on
        else ClockRow("BRP-check", "nog niet gedaan", Kind.SOON)
    )
    return tuple(clocks)


def _attention(session: Session, found: Gathered, today: date) -> tuple[Reason, ...]:
    """The longest late actions and how many more, a late evaluation, and what the board says."""
    late = sorted((row for row in found.actions if _is_late(row, today)), key=lambda row: row.due_on or today)
    named = late if len(late) <= _NAMED + 1 else late[:_NAMED]
    own = [
        Reason(
            Kind.LATE,
            "te laat",
            f"{shorten(row.text, _LONGEST, placeholder='…')}, {_how_late(row.due_on, today)}",
        )
        for row in named
    ]
    if len(late) > len(named):
        own.append(Reason(Kind.LATE, "te laat", f"nog {len(late) - len(named)} acties te laat"))
    due = found.plan.evaluation_on if found.plan else None
    if due is not None and due < today:
        own.append(Reason(Kind.LATE, "te laat", f"Evaluatie van het plan {_how_late(due, today)}"))
    facts = _facts(session, found, today)
    return (*own, *(reason for reason in reasons(facts, today) if reason.kind in ASKING))


def _facts(session: Session, found: Gathered, today: date) -> Facts:
    case, referral = found.case, found.referral
    empty = (case.municipality, case.question, case.main_topic, referral.reason if referral else None)
    last = session.scalar(select(func.max(ChangeSet.wall_ms)).where(ChangeSet.stream_id == case.stream_id))
    return Facts(
        phase=case.phase,
        since=case.phase_since or case.first_processed_on or today,
        first_processed_on=case.first_processed_on,
        product=case.product,
        urgent=bool(referral and referral.urgent),
        brp_checked=case.brp_checked_on is not None,
        empty_fields=sum(not value for value in empty),
        judged=len(found.judgements),
        # The late ones are named above, one by one.
        overdue_actions=0,
        twin=bool(found.twins),
        changed_on=datetime.fromtimestamp(last / 1000, UTC).astimezone().date() if last else None,
    )


def _is_late(row: Action, today: date) -> bool:
    return row.status in STILL_OPEN and row.due_on is not None and row.due_on < today


def _how_late(due: date | None, today: date) -> str:
    days = (today - due).days if due else 0
    return f"{days_late(days)} (was {short_day(due)})"
