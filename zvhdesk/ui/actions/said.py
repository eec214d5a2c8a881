"""What the page says of an action, a group and the whole list."""

from datetime import date

from zvhdesk.domain.terms import ActionStatus
from zvhdesk.services.actions import ActionRow, By, Counts, Group, InTime
from zvhdesk.services.words import day, days_late, many, short_day, thousands, word
from zvhdesk.ui.theme import TagKind

TAGS = {ActionStatus.BLOCKED: TagKind.WAITING, ActionStatus.DONE: TagKind.ON_COURSE}
"""A status with a shape of its own; the others are a plain word."""
SEVERAL = "meer versies"
"""The mark of an action about which desks disagree; what they wrote stands in its pane."""


def days(count: int) -> str:
    """23 dagen."""
    return many(count, "dag", "dagen")


def late(row: ActionRow) -> str:
    """23 dagen te laat; empty when it is not late."""
    return days_late(row.days_late) if row.days_late else ""


def term(due_on: date | None, today: date) -> str:
    """As `vr 13 mrt`, with its year when that is another one."""
    if due_on is None:
        return "geen termijn"
    return short_day(due_on) if due_on.year == today.year else day(due_on)


def status(row: ActionRow) -> str:
    """The status as it stands within a line."""
    return word(row.status).lower()


def who(row: ActionRow, by: By) -> str:
    """Who does it: within its partner's group the owner there, elsewhere the partner and the owner."""
    if by is By.PARTNER:
        return row.owner
    return ", ".join(part for part in (row.partner or "nog niemand", row.owner) if part)


def case(row: ActionRow) -> str:
    """2025-0417 · J.A."""
    return f"{row.case_number} · {row.initials}"


def group_tag(group: Group, by: By) -> tuple[str, TagKind] | None:
    """How a partner or a case stands; None when none of it is open, and for a stretch of time."""
    if group.late:
        return f"{thousands(group.late)} te laat", TagKind.LATE
    on_course = group.open and group.key and by is not By.TERM
    return ("op koers", TagKind.ON_COURSE) if on_course else None


def group_count(group: Group, by: By) -> str:
    """7 open in 5 casussen."""
    if not group.open:
        return f"{thousands(group.count)} in deze lijst, niets open"
    if by is By.CASE:
        return f"{thousands(group.open)} open"
    cases = many(group.cases, "casus", "casussen")
    return f"{thousands(group.open)} open in {cases}"


def spoken_group(group: Group, by: By) -> str:
    """The head of a group in words."""
    tag = group_tag(group, by)
    return ", ".join([group.title, *([tag[0]] if tag else []), group_count(group, by)])


def spoken(row: ActionRow) -> str:
    """The whole action in words, for a screen reader."""
    return ". ".join(part.rstrip(".") for part in lines(row))


def lines(row: ActionRow) -> list[str]:
    """The whole action, one thing per line."""
    when = f"termijn {day(row.due_on)}" if row.due_on else "geen termijn"
    parts = [row.text, f"casus {case(row)}", who(row, By.CASE), when]
    parts += [late(row)] if row.days_late else []
    parts += [f"status {status(row)}"]
    parts += [SEVERAL] if row.several else []
    return parts + ([f"reden: {row.reason}"] if row.reason else [])


def sub(counts: Counts) -> str:
    """148 open · 12 te laat · 9 lopen deze week af."""
    if not counts.open:
        return "geen open acties" if counts.anything else " "
    parts = [f"{thousands(counts.open)} open"]
    parts += [f"{thousands(counts.late)} te laat"] if counts.late else []
    if counts.this_week:
        verb = "loopt" if counts.this_week == 1 else "lopen"
        parts.append(f"{thousands(counts.this_week)} {verb} deze week af")
    return " · ".join(parts)


def fortnight(one: InTime) -> str:
    """22 dec tot en met 4 jan: 4 van 8 op tijd, 50%."""
    span = f"{one.first.day} {_month(one.first)} tot en met {one.last.day} {_month(one.last)}"
    if one.share is None:
        return f"{span}: geen acties"
    return f"{span}: {one.in_time} van {one.due} op tijd, {one.share}%"


def _month(value: date) -> str:
    return short_day(value).split()[-1]
