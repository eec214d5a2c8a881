"""What stands right beside a term: a term is read whole or not at all, never half.

`maandag vóór 3 dec`, `2 dagen vóór 3 dec` and `binnen 2 weken na de zitting` each hold a date that could be
read, and mean another day. All patterns are for folded text.
"""

import re

_WEEKDAY = r"(?:ma|di|wo|do|vr|za|(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|middag|avond)?)"
_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)"
)
_UNIT = r"(?:dag|dagen|week|weken|maand|maanden|jaar|weekend|kwartaal)"
_TABLE = r"(?:(?:eerst)?volgende?\s+(?:keer|(?:casus)?tafel|bijeenkomst|overleg))"
_FIGURES = r"(?:[0-9]{1,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{2,4})?|20[0-9]{2})"
_LOOSE = (
    r"(?:vandaag|vanochtend|vanmiddag|vanavond|morgen|overmorgen|gisteren|aanstaande|aankomende|komende?"
    r"|volgende?|eerstvolgende?|vorige?|afgelopen|begin|midden|half|medio|einde?)"
)
_NUMBER = r"(?:[0-9]{1,4}(?:[-/.][0-9]{1,4})*|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)"
_LINK = r"(?:of|en|tot|t/m|a|-|/|&)"
_LEADS = rf"(?:{_LINK}|van|in|op|over|binnen|voor|uiterlijk|per)"
_ARTICLE = "(?:de|het|deze|dit|die|dat|dezelfde)"
_DATE_WORD = rf"(?:{_TABLE}|{_FIGURES}|{_WEEKDAY}|{_UNIT}|{_LOOSE}|{_MONTH})"

_BEHIND = re.compile(
    rf"^[\s,]*(?:{_LEADS}\s*|{_ARTICLE}\s+|[0-9]{{1,2}}(?:e|ste|de)?\s+){{0,8}}{_DATE_WORD}\b"
    rf"|^[\s,]*{_LINK}\s*{_NUMBER}\b"
    r"|^\s*'?[0-9]{2}[\s.]*$"
    r"|^[\s,]*(?:jl|a\.?s)\b\.?"
)
_AFTER_WHAT = re.compile(r"^\s+(?:na|nadat|vanaf|sinds)\b")
"""A length of time that is not counted from today."""
_BEFORE = re.compile(
    rf"(?:^|(?<=[\s(,;:])){_DATE_WORD}\.?[\s,]*(?:(?:{_LEADS}|{_ARTICLE}|[0-9]{{1,2}})\s*){{0,8}}$"
)
_NUMBER_BEFORE = re.compile(rf"(?:^|(?<=[\s(,;:])){_NUMBER}(?:e|ste|de)?\s*{_LINK}\s*$")
_OWN_DATE = re.compile(rf"\b(?:van|sinds|vanaf|na)\s+(?:{_WEEKDAY}\s+)?[0-9]{{1,2}}\s+{_MONTH}\.?\s*$")
_EACH = re.compile(r"(?:elke?|iedere?|alle|per|hele|om\s+de|(?:de|elke|iedere)\s+eerste)\s+(?:\S+\s+)?$")


def half_read(before: str, behind: str, *, led_in: bool, length: bool) -> bool:
    """Whether what stands before or behind a term belongs to it.

    `led_in`: a word like `vóór` begins the term, so that `van 3 mei` before it is another date. `length`:
    it is a length of time. `elke maandag` before it says how often, not by when.
    """
    if _BEHIND.search(behind) or (length and _AFTER_WHAT.search(behind)):
        return True
    if _NUMBER_BEFORE.search(before):
        return True
    found = _BEFORE.search(before)
    if found is None or _EACH.search(before[: found.start()]):
        return False
    own = _OWN_DATE.search(before) if led_in else None
    return own is None or _BEFORE.search(before[: own.start()]) is not None
