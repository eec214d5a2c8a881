"""What the capture line tells about what it read: no widget is known here."""

from collections.abc import Sequence
from datetime import date

from zvhdesk.domain.capture_line import Organisation, Parsed, Span
from zvhdesk.domain.reading.due_dates import in_words
from zvhdesk.domain.reading.folding import folded


def is_doubtful(span: Span, found: Parsed) -> bool:
    """Whether a span was seen and not understood."""
    return (found.partner_id if span.kind == "organisation" else found.due_on) is None


def clear_doubt(found: Parsed, cursor: int) -> str:
    """The doubt, but not while the cursor is still at the word that it is about."""
    if found.doubt is None:
        return ""
    typing = any(is_doubtful(span, found) and span.start <= cursor <= span.end for span in found.spans)
    return "" if typing else found.doubt


def more_than_typed(text: str, found: Parsed, organisations: Sequence[Organisation], today: date) -> str:
    """What was understood and cannot be read in the line: the whole name, the day of `over 2 weken`."""
    told = []
    for span in found.spans:
        words = folded(text[span.start : span.end])
        if span.kind == "organisation" and found.partner_id is not None:
            name = next(one.name for one in organisations if one.id == found.partner_id)
            told += [] if folded(name) in words else [name]
        elif span.kind == "date" and found.due_on is not None:
            day = in_words(found.due_on, today)
            told += [] if day in words else [day]
    return " · ".join(told)


def with_date(text: str, at: int, found: Parsed, day: date, today: date) -> tuple[int, int, str]:
    """Where a chosen day comes in the line and in which words: instead of the term that stands there."""
    old = [span for span in found.spans if span.kind == "date"]
    start, end = (old[0].start, old[0].end) if old else (at, at)
    before = "" if not text[:start] or text[start - 1].isspace() else " "
    after = "" if not text[end:] or text[end].isspace() or text[end] in ".,;:!?)" else " "
    return start, end, f"{before}vóór {in_words(day, today)}{after}"


def same_end(one: str, other: str) -> int:
    """How many letters at their ends two texts share."""
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count
