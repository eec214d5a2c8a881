"""A whole mail full of `@` in the capture line: every key reads it again, so it is not read to its end."""

from datetime import date
from time import perf_counter

from zvhdesk.domain.capture_line import Organisation, parse, plain

TODAY = date(2026, 3, 12)
HOUSE = tuple(Organisation(str(at), f"Organisatie {at} voor zorg") for at in range(150))


def test_of_very_many_names_the_first_are_read_and_the_line_stays_whole() -> None:
    line = "@Organisatie 7 voor zorg belt " + "de @Organisatie 9 voor zorg " * 4000 + "vóór 28-3"
    before = perf_counter()
    found = parse(line, HOUSE, TODAY, None)
    whole = plain(line, HOUSE)
    # Without a bound each name is looked for to the end of the line: minutes.
    assert perf_counter() - before < 20
    assert (found.partner_id, found.due_on, found.doubt) == ("7", date(2026, 3, 28), None)
    for text in (found.text, whole):
        assert "de Organisatie 9 voor zorg de Organisatie 9" in text
        assert text.count("Organisatie 9 voor zorg") == 4000
