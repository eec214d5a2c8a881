"""The Dutch words of Casustafels: when a meeting is, how full it is, how the law sees who is at the table."""

from collections.abc import Sequence
from datetime import date

from zvhdesk.domain.terms import Capacity, ItemState, MeetingState, Presence
from zvhdesk.services.meetings.candidate_row import Candidate
from zvhdesk.services.meetings.rows import AgendaRow, AttendeeRow, MeetingRow
from zvhdesk.services.words import day, short_day, word
from zvhdesk.ui.theme import TagKind

TWICE = "dubbel gepland"


def available(starts: str, ends: str) -> int:
    """Minutes from `starts` to `ends`, both UU:MM; 0 when the end is not after the beginning."""
    return max(0, _minutes(ends) - _minutes(starts))


def _minutes(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def fullness(planned: int, there_is: int) -> str:
    """Planned minutes against the time there is."""
    return f"{planned} van {there_is} minuten"


def hours(meeting: MeetingRow) -> str:
    """From when until when."""
    return f"{meeting.starts} tot {meeting.ends}"


def day_words(moment: date, today: date) -> str:
    """As `do 12 mrt`; with its year when that is another one."""
    return short_day(moment) if moment.year == today.year else day(moment)


def cases_words(count: int) -> str:
    """How many cases are on the agenda."""
    return "geen casussen" if not count else "1 casus" if count == 1 else f"{count} casussen"


def about(meeting: MeetingRow) -> str:
    """Where, who chairs and how many are expected, as far as known."""
    parts = [meeting.place, f"voorzitter {meeting.chair}" if meeting.chair else ""]
    if meeting.expected and meeting.state is not MeetingState.CLOSED:
        parts.append(f"{meeting.expected} verwacht")
    return " · ".join(part for part in parts if part) or "nog geen plaats en voorzitter"


def group(meeting: MeetingRow, today: date) -> str:
    """Under which heading of the list a meeting stands."""
    if meeting.state is MeetingState.LIVE:
        return "Loopt nu"
    if meeting.state is MeetingState.CLOSED:
        return "Gesloten"
    if meeting.held_on < today:
        return "Niet begonnen"
    return "Vandaag" if meeting.held_on == today else "Gepland"


def status(meeting: MeetingRow, today: date) -> tuple[str, TagKind]:
    """The tag of a meeting."""
    if meeting.state is MeetingState.LIVE:
        return ("loopt nu" if meeting.here else "loopt op een andere computer"), TagKind.NEW
    if meeting.state is MeetingState.CLOSED:
        return "gesloten", TagKind.FEATURE
    days = (meeting.held_on - today).days
    if days < 0:
        return "dag is voorbij", TagKind.LATE
    if meeting.twins:
        return TWICE, TagKind.ATTENTION
    if days == 0:
        return "vandaag", TagKind.ATTENTION
    return ("morgen" if days == 1 else f"over {days} dagen"), TagKind.FEATURE


def twice(meeting: MeetingRow) -> str:
    """What is said of a table that is planned twice at the same hours; empty for nearly every meeting."""
    if not meeting.twins:
        return ""
    others = " en ".join(f"van {one.starts} tot {one.ends}, door {one.by}" for one in meeting.twins)
    return (
        f"Deze casustafel staat op deze dag ook gepland {others}. Is dat niet zo bedoeld, laat dan één van "
        "beide vervallen met “Gaat niet door”."
    )


def spoken_meeting(meeting: MeetingRow, today: date) -> str:
    """A meeting in words, for a screen reader."""
    parts = (
        f"{meeting.table}, {day_words(meeting.held_on, today)}, {hours(meeting)}",
        cases_words(meeting.cases),
        about(meeting),
        status(meeting, today)[0],
    )
    return ". ".join(parts)


def subject(row: AgendaRow) -> str:
    """What an agenda item is about: number and initials; the title of a point; or that a case is shielded."""
    if row.case_id is None:
        return row.title
    return "Afgeschermde casus" if row.gone else f"{row.number} · {row.initials}"


def outcome(row: AgendaRow) -> tuple[str, TagKind]:
    """What became of an item of a meeting that was held."""
    kind = {
        ItemState.DONE: TagKind.ON_COURSE,
        ItemState.POSTPONED: TagKind.WAITING,
        ItemState.RUNNING: TagKind.NEW,
        ItemState.PLANNED: TagKind.FEATURE,
    }
    if row.state is ItemState.POSTPONED and row.returns_on is None:
        return "niet besproken", TagKind.FEATURE if row.case_id is None else TagKind.WAITING
    return word(row.state).lower(), kind[row.state]


def comes_back(row: AgendaRow, today: date) -> str:
    """On which later agenda an item of a closed meeting stands; that it waits for one when there is none."""
    if row.returns_on is not None:
        return f"op de agenda van {day_words(row.returns_on, today)}"
    if row.case_id is None or row.gone:
        return ""
    if row.next_on is not None:
        meant = day_words(row.next_on, today)
        return f"bedoeld voor {meant}; nog geen bijeenkomst gepland, staat klaar bij de voorbereiding"
    waits = row.state is ItemState.POSTPONED
    return "nog geen bijeenkomst gepland; staat klaar bij de voorbereiding" if waits else ""


def known_of(candidate: Candidate, today: date) -> str:
    """When a case was last at the table and how many actions are open."""
    last = candidate.last_discussed
    said = f"laatst besproken {day_words(last, today)}" if last else "nog niet besproken"
    if not candidate.open_actions:
        return said
    actions = "1 actie open" if candidate.open_actions == 1 else f"{candidate.open_actions} acties open"
    return f"{said} · {actions}"


def spoken_candidate(candidate: Candidate, today: date) -> str:
    """A candidate in words, for a screen reader."""
    parts = [f"{candidate.number}, {candidate.initials}", *candidate.why, known_of(candidate, today)]
    return ". ".join([*parts, *([candidate.question] if candidate.question else [])])


def person_of(row: AttendeeRow) -> str:
    """Who comes for the organisation and as what; empty for a partner of whom nothing more is known."""
    role = "" if row.capacity is Capacity.PARTNER else word(row.capacity).lower()
    screened = "" if row.screened is None else ("" if row.screened else "niet ") + "gescreend door werkgever"
    return ", ".join(part for part in (row.name, role, screened) if part)


def presence_choices(now: Presence) -> tuple[tuple[str, str], ...]:
    """What can be said of somebody before the meeting; who left is still shown as such."""
    offered = [Presence.EXPECTED, Presence.IN_ROOM, Presence.ONLINE, Presence.PHONE, Presence.EXCUSED]
    if now not in offered:
        offered.append(now)
    return tuple((one.value, word(one)) for one in offered)


def was_there(presence: Presence) -> str:
    """How somebody took part, said afterwards."""
    return "niet gekomen" if presence is Presence.EXPECTED else word(presence).lower()


def attendance_words(rows: Sequence[AttendeeRow], *, over: bool = False) -> str:
    """How many are there, expected and excused; of a meeting that is `over`, who did not come."""
    gone = sum(row.presence in (Presence.EXCUSED, Presence.LEFT) for row in rows)
    waits = sum(row.presence is Presence.EXPECTED for row in rows)
    there = len(rows) - gone - waits
    counted = ((there, "aanwezig"), (waits, "niet gekomen" if over else "verwacht"), (gone, "afgemeld"))
    return " · ".join(f"{count} {what}" for count, what in counted if count)


def summary(meetings: Sequence[MeetingRow], today: date) -> str:
    """The quiet line beneath the title of the page."""
    live = sum(row.state is MeetingState.LIVE for row in meetings)
    ahead = [row for row in meetings if row.state is MeetingState.PLANNED and row.held_on >= today]
    now = sum(row.held_on == today for row in ahead)
    counted = (
        (live, "loopt nu" if live == 1 else "lopen nu"),
        (now, "vandaag"),
        (len(ahead) - now, "gepland"),
    )
    return " · ".join(f"{count} {what}" for count, what in counted if count) or " "
