"""A whole mail in the capture line: it is refused in words, and never read at every key."""

from datetime import date

from zvhdesk.domain.capture_line import LONGEST, Organisation, parse, plain

TODAY = date(2026, 3, 12)
HOUSE = (Organisation("politie", "Politie"),)


def test_a_line_of_the_most_characters_is_read() -> None:
    line = f"@Politie belt {'x' * (LONGEST - 19)} 28-3"
    assert len(line) == LONGEST
    found = parse(line, HOUSE, TODAY, None)
    assert (found.partner_id, found.due_on, found.doubt) == ("politie", date(2026, 3, 28), None)


def test_a_longer_one_stays_as_it_is_and_says_why() -> None:
    line = f"@Politie belt {'x' * (LONGEST - 18)} 28-3"
    found = parse(line, HOUSE, TODAY, None)
    assert found.text == line
    assert found.doubt == "Deze regel is te lang: houd 4000 tekens aan."
    assert plain(line, HOUSE) == line
