"""What the import says in sentences: before, and after."""

from collections.abc import Sequence

from zvhdesk.services.importing.drafts import Report
from zvhdesk.services.words import many

_MOST_NAMED = 8


def cases(count: int) -> str:
    """So many cases."""
    return many(count, "casus", "casussen")


def will_happen(report: Report) -> str:
    """`Wat er gebeurt`: what taking over will do."""
    if not report.cases:
        return "Er is geen rij die kan worden overgenomen. Verbeter het bestand of de kolommen."
    made = [cases(report.cases), many(report.persons, "persoon", "personen")]
    if report.partners:
        made.append(many(report.partners, "nieuwe organisatie", "nieuwe organisaties"))
    text = f"{', '.join(made)}."
    if report.gemeenten:
        text += f" {many(report.gemeenten, 'gemeente komt', 'gemeenten komen')} op de lijst van dit huis."
    if report.closed_shielded:
        one = report.closed_shielded == 1
        text += f" {cases(report.closed_shielded)} {'is' if one else 'zijn'} afgesloten en "
        text += f"{'komt' if one else 'komen'} afgeschermd binnen"
        text += ";" if report.past_retention else "."
    if report.past_retention:
        bij = " bij " if report.closed_shielded else " Bij "
        text += f"{bij}{report.past_retention} is de bewaartermijn verstreken, daarover beslist u daarna."
    return f"{text}\nAlles in één keer, of niets."


def left_out(headings: Sequence[str]) -> str:
    """What the mapping step says of filled columns that nothing was made of; empty when there are none."""
    if not headings:
        return ""
    shown = ", ".join(headings[:_MOST_NAMED])
    more = f" en nog {len(headings) - _MOST_NAMED}" if len(headings) > _MOST_NAMED else ""
    this = "Deze kolom is" if len(headings) == 1 else "Deze kolommen zijn"
    return f"{this} gevuld en {'gaat' if len(headings) == 1 else 'gaan'} niet mee: {shown}{more}."


def rejected_title(count: int) -> str:
    """The title above the rows that stay out."""
    if not count:
        return "Alle rijen worden overgenomen"
    return f"{many(count, 'rij wordt', 'rijen worden')} niet overgenomen"


def take_over(count: int) -> str:
    """The words of the button."""
    return f"{cases(count)} overnemen"


def taken_over(report: Report) -> str:
    """The title of the report."""
    return f"{cases(report.cases)} overgenomen"


def report_lines(report: Report) -> tuple[str, ...]:
    """The report, a line per thing."""
    lines = [
        f"{many(report.persons, 'persoon', 'personen')} toegevoegd",
        f"{many(report.partners, 'organisatie', 'organisaties')} toegevoegd",
    ]
    if report.gemeenten:
        lines.append(f"{many(report.gemeenten, 'gemeente', 'gemeenten')} toegevoegd")
    if report.closed_shielded:
        lines.append(f"{cases(report.closed_shielded)} afgesloten en afgeschermd binnengekomen")
    if report.past_retention:
        lines.append(f"Bij {cases(report.past_retention)} is de bewaartermijn verstreken: beslis")
    out = len(report.rejected)
    lines.append(f"{many(out, 'rij', 'rijen')} niet overgenomen" if out else "Geen rij is achtergebleven")
    return tuple(lines)
