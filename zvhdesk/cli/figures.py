"""`zvhdesk figures`: the yearly figures, counted."""

import argparse
import json

from zvhdesk.cli.house import opened
from zvhdesk.cli.outcome import Exit
from zvhdesk.services.figures import Figures, figures

_WIDTH = 40


def run(arguments: argparse.Namespace) -> Exit:
    """Count the year and print it. Raises Stop, StoreRefused."""
    with opened(arguments) as desk:
        counted = desk.look(
            lambda session: figures(session, arguments.year), "figures.export", f"figures {arguments.year}"
        )
    if arguments.json:
        print(json.dumps(counted.as_json(), ensure_ascii=False, indent=1))
    else:
        _tell(counted)
    return Exit.DONE


def _tell(counted: Figures) -> None:
    totals = counted.totals
    _row("Gemeente", "actief", "nieuw", "advies", "afgesloten")
    for place in counted.per_gemeente:
        _row(place.gemeente, place.actief, place.nieuw, place.advies, place.afgesloten)
    _row("Totaal", *(totals[name] for name in ("actief", "nieuw", "advies", "afgesloten")))
    print()
    _row("Aanmelder", "aanmeldingen", "procesregie", "advies")
    for partner in counted.per_partner:
        _row(partner.partner, partner.aanmeldingen, partner.procesregie, partner.advies)
    _row("Totaal", *(totals[name] for name in ("aanmeldingen", "procesregie", "advies")))


def _row(name: str, *values: object) -> None:
    print(f"{name[:_WIDTH]:<{_WIDTH}}" + "".join(f"{value!s:>14}" for value in values))
