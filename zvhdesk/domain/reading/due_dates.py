"""By when: the dates that people type in an action, `vóór do 28 mrt`, `over 2 weken`, `volgende tafel`.

Pure: today and the day of the next table are given. A date without a year is the next one from today on.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from zvhdesk.domain.reading.around_term import half_read
from zvhdesk.domain.reading.cells import Unreadable
from zvhdesk.domain.reading.dates import MONTHS, make_date, month_number
from zvhdesk.domain.reading.folding import fold

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NUMBERS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
_FRIDAY = 4
_THIS = ("de", "het", "deze", "dit")


NOT_WHOLE = "Deze dag is niet in zijn geheel te lezen. Schrijf een datum, bijvoorbeeld: vóór 28 mrt."


@dataclass(frozen=True, slots=True)
class Term:
    """A term in a line: its letters from `start` up to `end`, and the day, or a Dutch sentence why not."""

    start: int
    end: int
    due_on: date | None
    doubt: str | None


@dataclass(frozen=True, slots=True)
class _Now:
    today: date
    next_table: date | None


_Read = Callable[[re.Match[str], _Now], date]

_BEFORE = r"(?<![^\s(,;:])"
_AFTER = r"(?![\w/-]|\.\d)"
# `voor` is `vóór` with its marks folded away. `over` and `binnen` only go with a length of time.
_STRONG = r"(?:(?:tot\s+)?uiterlijk(?:\s+(?:voor|op|per|tot|t/m))?|(?:nog\s+)?voor(?:\s+of\s+op)?)"
_UNTIL = r"(?:t/m|tot(?:\s+(?:en\s+met|aan))?)"
_LED_IN = rf"(?:(?P<strong>{_STRONG})|(?P<weak>op|per)|(?P<until>{_UNTIL}))"
_INTRO = rf"(?:{_LED_IN}\s+)?"
_WEEKDAY = "ma|di|wo|do|vr|za|zo|" + "|".join(WEEKDAYS)
_MONTH = "|".join(MONTHS) + "|sept|" + "|".join(_SHORT_MONTHS)
_PART_OF_DAY = r"(?:\s?(?:ochtend|middag|avond))?"
_LEAD = rf"(?:(?:{_STRONG}|op|per)\s+)?"
_COMING = r"(?:\s+(?:a\.s\.?|aanstaande))?"
_NOT_A_TERM = re.compile(
    r"(?:^|\s)(?:van|vanaf|sinds|na|tot|tussen|en|rond|dan|in|uit|de|het|die|dat|t/m|week|elke?|ieder|iedere"
    r"|alle|vorige|afgelopen|laatste|zitting|nummer|nr|artikel|art|om|fase|kamer|versie|bijlage|punt|stap|over|binnen"
    r"|paragraaf|par|hoofdstuk|niveau|groep|euro)\.?\s+$"
)
"""A date at the end of the line after one of these says something else than by when."""


def find_term(
    line: str, today: date, next_table: date | None, hidden: tuple[int, int] = (0, 0)
) -> Term | None:
    """The term of an action. Another date belongs to the text: `de zitting van 3 mei`.

    A term is the last date that `vóór`, `voor`, `uiterlijk`, `over` or `binnen` leads in, or that stands at
    the end of the line, bare or after `op` or `per`; and where there is none of these, after `tot` or `t/m`.
    It is read whole or it is in doubt, never half. `hidden` is the organisation, which is no text.
    """
    seen = fold(line[: hidden[0]] + "\0" * (hidden[1] - hidden[0]) + line[hidden[1] :])
    ends = len(seen.text.rstrip("\0 \t\u00a0.,;!)"))
    found = [
        (match, read)
        for pattern, read in _FORMS
        for match in pattern.finditer(seen.text)
        if _is_term(match, seen.text, ends)
    ]
    found = [one for one in found if not _maybe(one[0], "until")] or found
    if not found:
        return None
    match, read = max(found, key=lambda one: (one[0].end(), -one[0].start()))
    where = seen.span(match.start(), match.end())
    before, behind = seen.text[: match.start()], seen.text[match.end() :]
    length = "unit" in match.re.groupindex
    if half_read(before, behind, led_in=_maybe(match, "strong") is not None, length=length):
        return Term(*where, None, NOT_WHOLE)
    return _term(match, read, _Now(today, next_table), where)


def in_words(day: date, today: date) -> str:
    """`do 26 mrt`, with the year only where `find_term` would take another one."""
    words = f"{WEEKDAYS[day.weekday()][:2]} {day.day} {_SHORT_MONTHS[day.month - 1]}"
    return words if _coming_year(day.month, day.day, today) == day.year else f"{words} {day.year}"


def _is_term(match: re.Match[str], text: str, ends: int) -> bool:
    if _maybe(match, "strong"):
        return True
    if match.end() < ends:
        return False
    if _maybe(match, "weak") is not None or _maybe(match, "until") is not None:
        return True
    return not _NOT_A_TERM.search(text[: match.start()])


def _term(match: re.Match[str], read: _Read, now: _Now, where: tuple[int, int]) -> Term:
    try:
        day = read(match, now)
    except Unreadable as why:
        return Term(*where, None, why.sentence)
    except OverflowError:
        return Term(*where, None, "Die dag ligt te ver weg.")
    if day < now.today:
        return Term(*where, None, f"{_told(day)} is al voorbij.")
    return Term(*where, day, None)


def _told(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _maybe(match: re.Match[str], group: str) -> str | None:
    """What a group took; None when it took nothing, or the form has no such group."""
    return match.groupdict().get(group)


def _coming(month: int, day: int, today: date) -> date:
    """That day of this year, or of the next when it is behind us."""
    return make_date(_coming_year(month, day, today), month, day)


def _coming_year(month: int, day: int, today: date) -> int:
    return today.year + ((month, day) < (today.month, today.day))


def _month(word: str) -> int:
    return month_number(word) or 0


def _dated(match: re.Match[str], month: int, now: _Now) -> date:
    day, year = int(match["day"]), _maybe(match, "year")
    if year is None:
        found = _coming(month, day, now.today)
    else:
        found = make_date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    said = _maybe(match, "weekday")
    if said is not None and not WEEKDAYS[found.weekday()].startswith(said):
        right = next(name for name in WEEKDAYS if name.startswith(said))
        raise Unreadable(f"{_told(found)} is een {WEEKDAYS[found.weekday()]}, geen {right}.")
    return found


def _in_words(match: re.Match[str], now: _Now) -> date:
    return _dated(match, _month(match["month"]), now)


def _in_figures(match: re.Match[str], now: _Now) -> date:
    return _dated(match, int(match["month"]), now)


def _weekday(match: re.Match[str], now: _Now) -> date:
    name = match["name"]
    at = next(place for place, one in enumerate(WEEKDAYS) if one.startswith(name))
    if _maybe(match, "which") == "volgende":
        raise Unreadable(
            f"Volgende {WEEKDAYS[at]} kan twee dagen zijn: "
            f"schrijf aanstaande {WEEKDAYS[at]} of volgende week {WEEKDAYS[at]}."
        )
    return now.today + timedelta(days=(at - now.today.weekday() - 1) % 7 + 1)


def _weekday_of_week(match: re.Match[str], now: _Now) -> date:
    at = next(place for place, one in enumerate(WEEKDAYS) if one.startswith(match["name"]))
    return _monday(now.today, match["which"]) + timedelta(days=at)


def _monday(today: date, which: str) -> date:
    this = today - timedelta(days=today.weekday())
    return this if which in _THIS else this + timedelta(days=7)


def _weekday_in_weeks(match: re.Match[str], now: _Now) -> date:
    """`maandag over een week` is a week after the coming Monday; with more weeks it may be two days."""
    at = next(place for place, one in enumerate(WEEKDAYS) if one.startswith(match["name"]))
    count = _counted(match["count"])
    on = now.today + timedelta(weeks=count)
    after_coming = now.today + timedelta(days=(at - now.today.weekday() - 1) % 7 + 1, weeks=count)
    of_that_week = on + timedelta(days=at - on.weekday())
    if after_coming != of_that_week and not (count == 1 and "first" in match.re.groupindex):
        raise Unreadable(f"Dat kan {_told(of_that_week)} of {_told(after_coming)} zijn: schrijf de datum.")
    return after_coming


def _counted(said: str) -> int:
    return int(said) if said.isdecimal() else 14 if said == "veertien" else _NUMBERS.index(said)


def _near(match: re.Match[str], now: _Now) -> date:
    near = match["near"]
    return now.today + timedelta(days=0 if near.startswith("van") else 1 if near == "morgen" else 2)


def _length(match: re.Match[str], now: _Now) -> date:
    count = _counted(match["count"])
    match match["unit"][:2]:
        case "da":
            return now.today + timedelta(days=count)
        case "we":
            return now.today + timedelta(weeks=count)
        case "ma":
            return _months_on(now.today, count)
        case _:
            return _months_on(now.today, 12 * count)


def _half_year(_match: re.Match[str], now: _Now) -> date:
    return _months_on(now.today, 6)


def _months_on(today: date, count: int) -> date:
    """The same day so many months on, or the last one of a month that is too short for it."""
    months = today.year * 12 + today.month - 1 + count
    last = _last_of(months // 12, months % 12 + 1)
    return last if today.day > last.day else last.replace(day=today.day)


def _last_of(year: int, month: int) -> date:
    """The last day of a month; month 13 is January of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return make_date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _table(_match: re.Match[str], now: _Now) -> date:
    if now.next_table is None:
        raise Unreadable("De volgende tafel is nog niet gepland: schrijf een datum.")
    return now.next_table


def _end_of_month(match: re.Match[str], now: _Now) -> date:
    month = _month(match["month"])
    if match["year"] is not None:
        return _last_of(int(match["year"]), month)
    return _last_of(now.today.year + (month < now.today.month), month)


def _half_month(match: re.Match[str], now: _Now) -> date:
    month = _month(match["month"])
    if match["year"] is not None:
        return make_date(int(match["year"]), month, 15)
    return _coming(month, 15, now.today)


def _end_of_period(match: re.Match[str], now: _Now) -> date:
    """The end of a week is its Friday: what is due then is done by somebody at work."""
    which, today = match["which"] or "de", now.today
    later = which not in _THIS
    match match["period"]:
        case "week":
            return _monday(today, which) + timedelta(days=_FRIDAY)
        case "maand":
            return _last_of(today.year, today.month + later)
        case _:
            return make_date(today.year + later, 12, 31)


def _form(pattern: str, read: _Read) -> tuple[re.Pattern[str], _Read]:
    return re.compile(_BEFORE + pattern + _AFTER), read


_DAY_NAME = rf"(?:(?P<weekday>{_WEEKDAY}){_PART_OF_DAY}[.,]?\s+(?:de\s+)?)?"
_COUNT = r"[0-9]{1,4}|" + "|".join(_NUMBERS[1:]) + "|veertien"
_UNIT = r"dag(?:en)?|week|weken|maand(?:en)?|jaar"

_NAME = "|".join(WEEKDAYS)
_DOTTED = r"(?P<day>0?[1-9]|[12][0-9]|3[01])\.(?P<month>{})(?!\s*(?:u|uur)\b)"
_OVER = rf"(?P<strong>over)\s+(?P<count>{_COUNT})\s*(?P<unit>week|weken)"
_WEEK = r"(?P<which>deze|volgende|komende)\s+week"

_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    _form(
        rf"{_INTRO}{_DAY_NAME}(?P<day>[0-9]{{1,2}})(?:e|ste|de)?[\s-]*(?P<month>{_MONTH})\.?"
        rf"(?:[\s-]+(?P<year>[0-9]{{4}}))?{_COMING}",
        _in_words,
    ),
    # Without a year only what can be a day and a month: `kamer 12-40` is no date.
    _form(
        rf"{_INTRO}{_DAY_NAME}(?P<day>0?[1-9]|[12][0-9]|3[01])(?P<sign>[-/])(?P<month>0?[1-9]|1[0-2])",
        _in_figures,
    ),
    # With a point it may be a time or a paragraph: bare only with a month of two figures.
    _form(rf"{_LED_IN}\s+{_DAY_NAME}{_DOTTED.format('0?[1-9]|1[0-2]')}", _in_figures),
    _form(rf"{_DAY_NAME}{_DOTTED.format('0[1-9]|1[0-2]')}", _in_figures),
    _form(
        rf"{_INTRO}{_DAY_NAME}(?P<day>[0-9]{{1,2}})(?P<sign>[-/.])(?P<month>[0-9]{{1,2}})(?P=sign)"
        r"(?P<year>[0-9]{4}|[0-9]{2})",
        _in_figures,
    ),
    _form(rf"{_INTRO}(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})", _in_figures),
    _form(
        rf"{_INTRO}(?:(?P<which>aanstaande|aankomende|komende|volgende|deze|a\.s\.)\s+)?"
        rf"(?P<name>{_NAME}){_PART_OF_DAY}{_COMING}",
        _weekday,
    ),
    # Short names only after a word that leads them in: `ma` and `zo` are words of their own.
    _form(rf"{_LED_IN}\s+(?P<name>di|wo|do|vr|za)", _weekday),
    _form(rf"{_INTRO}{_WEEK}\s+(?:op\s+)?(?P<name>{_WEEKDAY}){_PART_OF_DAY}", _weekday_of_week),
    _form(rf"{_INTRO}(?P<name>{_NAME}){_PART_OF_DAY}\s+(?:(?:van|in)\s+)?{_WEEK}", _weekday_of_week),
    _form(
        rf"{_LEAD}(?P<first>(?:aanstaande|komende)\s+)?(?P<name>{_NAME}|di|wo|do|vr|za){_PART_OF_DAY}\s+{_OVER}",
        _weekday_in_weeks,
    ),
    _form(rf"{_LEAD}{_OVER}\s+(?:op\s+)?(?P<name>{_NAME}){_PART_OF_DAY}", _weekday_in_weeks),
    _form(rf"{_INTRO}(?P<near>vandaag|vanochtend|vanmiddag|vanavond|morgen|overmorgen){_PART_OF_DAY}", _near),
    _form(
        rf"(?P<strong>(?:(?:uiterlijk|tot)\s+)?(?:over|binnen(?:\s+nu\s+en)?))\s+(?P<count>{_COUNT})\s*"
        rf"(?P<unit>{_UNIT})(?:\s+(?:na|vanaf)\s+(?:nu|vandaag))?",
        _length,
    ),
    _form(r"(?P<strong>(?:uiterlijk\s+)?(?:over|binnen))\s+(?:een\s+)?half\s+jaar", _half_year),
    _form(
        rf"{_INTRO}(?:(?:de|het)\s+)?(?:eerst)?volgende?\s+(?:keer|(?:casus)?tafel|bijeenkomst|overleg)",
        _table,
    ),
    _form(
        rf"{_INTRO}(?:het\s+)?einde?\s+(?:van\s+)?(?P<month>{_MONTH})\.?(?:\s+(?P<year>[0-9]{{4}}))?",
        _end_of_month,
    ),
    _form(rf"{_INTRO}(?:half|medio)\s+(?P<month>{_MONTH})\.?(?:\s+(?P<year>[0-9]{{4}}))?", _half_month),
    _form(
        rf"{_INTRO}(?:het\s+)?einde?\s+(?:van\s+)?(?:(?P<which>de|het|deze|dit|volgende|volgend|komende)\s+)?"
        r"(?P<period>week|maand|jaar)",
        _end_of_period,
    ),
    _form(
        rf"{_INTRO}(?:in\s+(?:de\s+loop\s+van\s+)?)?(?P<which>deze|volgende|komende)\s+(?P<period>week|maand)",
        _end_of_period,
    ),
)
