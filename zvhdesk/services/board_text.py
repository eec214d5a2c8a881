"""What a card of the board says in Dutch: its line, its age, and the whole of it for a screen reader."""

from collections.abc import Sequence
from datetime import date

from zvhdesk.domain.terms import Phase
from zvhdesk.services import words

CHARACTERISTICS = ("ggz", "LVB", "verslaving", "stalking", "minderjarigen", "levensloopaanpak")
"""In the order of the card's row. Characteristics are told as such, never as a status (WGS 2.26)."""


def summary(
    phase: Phase,
    topic: str | None,
    has: Sequence[bool | None],
    referrer: str | None,
    actions: tuple[int, date | None],
    place: str | None,
) -> str:
    """One line: who referred, at the casustafel what comes next, else what the case is about."""
    if phase is Phase.REFERRED:
        return referrer or "Aanmelder onbekend"
    many, following = actions
    if phase is Phase.AT_TABLE and following is not None:
        open_ = "1 actie" if many == 1 else f"{many} acties"
        return f"{open_} open, eerste {words.short_day(following)}"
    return _about(topic, has) or place or "Onderwerp nog niet ingevuld"


def _about(topic: str | None, has: Sequence[bool | None]) -> str:
    known = [word for word, yes in zip(CHARACTERISTICS, has, strict=True) if yes]
    told = topic or ""
    parts = [told[:1].upper() + told[1:]] if told else []
    parts += [word for word in known if word.casefold() not in told.casefold()]
    line = ", ".join(parts)
    return line[:1].upper() + line[1:]


def age(since: date, today: date) -> str:
    """How long, short: `61 d`, and beyond a hundred days in whole months."""
    days = max(0, (today - since).days)
    return f"{days} d" if days < 100 else f"{days * 12 // 365} mnd"


def age_in_full(since: date, today: date) -> str:
    """How long, to be read aloud."""
    days = max(0, (today - since).days)
    return "sinds vandaag" if not days else f"sinds {'1 dag' if days == 1 else f'{days} dagen'}"
