"""How versions, copies and their state are said on the screens of the plans."""

from datetime import UTC, datetime

from zvhdesk.services.plans.rows import CaseLine, CopyRow, PartnerLine, VersionRow
from zvhdesk.services.words import day, listed
from zvhdesk.ui.theme import TagKind


def version_words(line: CaseLine) -> str:
    """What a case has: `3`, `3 · 4 in concept`, or that it has none."""
    concept = f"{line.concept} in concept" if line.concept else ""
    current = str(line.current.version) if line.current else ""
    return " · ".join(part for part in (current, concept) if part) or "nog geen plan"


def adopted_on(line: CaseLine) -> str:
    """When the current version was vastgesteld; by whom stands beside the list."""
    return day(line.current.adopted_on) if line.current else ""


def adopted_words(version: VersionRow | None) -> str:
    """When a version was vastgesteld, and by whom."""
    if version is None:
        return ""
    return f"{day(version.adopted_on)} door {listed(version.adopted_by) or 'onbekend'}"


def evaluation_words(line: CaseLine) -> str:
    """When the current version is evaluated, or how late that is."""
    if line.current is None:
        return ""
    return f"{line.current.days_late} d te laat" if line.late else day(line.current.evaluation_on)


def evaluation_tag(line: CaseLine) -> TagKind | None:
    """A late evaluation is a status; a date is not."""
    return TagKind.LATE if line.late else None


def copies_words(line: CaseLine) -> str:
    """How many of the involved still have to get the current version."""
    if line.current is None:
        return ""
    have = len({copy.partner_id for copy in line.current.copies})
    if line.missing:
        return f"nog {len(line.missing)} van {len(line.missing) + have}"
    return f"alle {have}" if have else "niemand betrokken"


def copies_tag(line: CaseLine) -> TagKind | None:
    """Whether the current version was handed out."""
    if line.current is None or not (line.missing or line.current.copies):
        return None
    return TagKind.WAITING if line.missing else TagKind.ON_COURSE


def waiting_tag(row: PartnerLine) -> TagKind | None:
    """Whether a participant waits for something."""
    return TagKind.WAITING if row.waiting else None


def waiting_words(row: PartnerLine) -> str:
    """How many plans a participant still has to get."""
    return f"nog {len(row.waiting)}" if row.waiting else "niets"


def copy_words(copy: CopyRow) -> str:
    """Which copy somebody has, since when."""
    at = datetime.fromtimestamp(copy.at_ms / 1000, UTC).astimezone().date()
    return f"versie {copy.version}, exemplaar {copy.short}, {day(at)}"
