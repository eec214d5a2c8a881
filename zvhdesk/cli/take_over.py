"""`zvhdesk import`: the same reading, guessing, checking and writing as the window."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from zvhdesk.cli.house import opened
from zvhdesk.cli.outcome import Exit, say
from zvhdesk.services.desk import Desk
from zvhdesk.services.importing import register
from zvhdesk.services.importing.checking import Options, no_progress
from zvhdesk.services.importing.drafts import Report
from zvhdesk.services.importing.fields import LABELS
from zvhdesk.services.importing.mapping import Mapping, read_mapping_file
from zvhdesk.services.importing.register import Opened


def run(arguments: argparse.Namespace) -> Exit:
    """Take the register over, or with `--dry-run` only check it. Raises Stop, Refused, StoreRefused."""
    with opened(arguments) as desk:
        report, left_out = _take_over(desk, arguments)
    if arguments.json:
        print(json.dumps(_as_json(report, left_out), ensure_ascii=False, indent=1))
    else:
        _tell(report, dry=arguments.dry_run)
    if report.accepted == 0:
        return Exit.NOTHING_DONE
    return Exit.SOME_REFUSED if report.rejected else Exit.DONE


def _take_over(desk: Desk, arguments: argparse.Namespace) -> tuple[Report, tuple[str, ...]]:
    """The report, and the headings of the filled columns that are not taken over."""
    found = register.open_register(desk, arguments.file)
    mapping = found.mapping
    if arguments.mapping is not None:
        mapping = read_mapping_file(arguments.mapping, found.source.headings, found.mapping)
    left_out = register.left_out(found.source, mapping)
    if not arguments.json:
        _tell_mapping(found, mapping, left_out)
    options = Options(accept_age=arguments.accept_age)
    checked = register.check_opened(found, mapping, desk.today(), options)
    if arguments.dry_run:
        return register.preview(checked, found, mapping, desk.today()), left_out
    report = register.take_over(
        desk,
        found,
        mapping,
        checked,
        _count if sys.stderr.isatty() and not arguments.json else no_progress,
        # A guess nobody looked at is used once and not kept as if someone had confirmed it.
        remember=arguments.mapping is not None,
    )
    return report, left_out


def _as_json(report: Report, left_out: tuple[str, ...]) -> dict[str, Any]:
    return asdict(report) | {
        "rejected": [
            {"line": one.line, "column": one.column, "reason": one.reason} for one in report.rejected
        ],
        "left_out": list(left_out),
    }


def _tell_mapping(found: Opened, mapping: Mapping, left_out: tuple[str, ...]) -> None:
    say(f"{found.source.description}.")
    for heading, field in zip(found.source.headings, mapping.columns, strict=True):
        say(f"  {heading or '(zonder kop)'}: {LABELS[field] if field else 'niet overgenomen'}")
    if left_out:
        say(
            f"Let op: hierin staat iets, maar het gaat niet mee: {', '.join(left_out)}. "
            "Met --mapping wijst u aan wat een kolom is."
        )


def _tell(report: Report, *, dry: bool) -> None:
    verb = "Controle, er is niets opgeslagen: " if dry else "Overgenomen: "
    print(f"{verb}{report.cases} casussen, {report.persons} personen, {report.partners} organisaties.")
    if report.gemeenten:
        print(f"{report.gemeenten} gemeenten komen op de lijst van dit huis.")
    if report.closed_shielded:
        print(f"{report.closed_shielded} casussen zijn afgesloten en komen afgeschermd binnen.")
    if report.past_retention:
        print(
            f"Bij {report.past_retention} casussen is de bewaartermijn verstreken: beslis in het programma."
        )
    if report.rejected:
        print(f"{len(report.rejected)} rijen worden niet overgenomen:")
        for one in report.rejected:
            print(f"  rij {one.line}, {one.column}: {one.reason}")


def _count(done: int, total: int) -> None:
    print(f"\r{done} van {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
