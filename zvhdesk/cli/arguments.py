"""The commands and their arguments, explained in Dutch."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from zvhdesk.cli.outcome import Stop
from zvhdesk.services.regions import REGIONS
from zvhdesk.ui.usage import Misused, Parser


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of one command. Raises Stop with the usage when they are not right."""
    try:
        return _parser().parse_args(argv)
    except Misused as misused:
        raise Stop(misused.sentence) from None


def _parser() -> Parser:
    parser = Parser(
        prog="zvhdesk",
        description="ZVH Desk op de opdrachtregel. Zonder opdracht opent het programma.",
        epilog="Zonder opdracht: --demo opent een voorbeeldhuis (--second een tweede bureau ervan, "
        "--cter een CTER-bureau ervan), "
        "--tour MAP doorloopt het programma, "
        "--self-test controleert deze installatie.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="OPDRACHT", parser_class=Parser)
    _add_new(commands.add_parser("new", help="een nieuw huis inrichten"))
    _add_import(commands.add_parser("import", help="een register uit een ander systeem overnemen"))
    _add_figures(commands.add_parser("figures", help="de jaarcijfers tellen"))
    _add_restore(commands.add_parser("restore", help="een reservekopie terugzetten"))
    return parser


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="MAP", help="lege of nieuwe map voor het huis")
    parser.add_argument("--region", choices=REGIONS, required=True, help="waarmee het huis begint")
    _add_passphrase(parser)
    parser.add_argument(
        "--recovery-dir", type=Path, metavar="MAP", help="waar de twee herstelbladen als PDF komen te staan"
    )


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="BESTAND", help="het register: CSV of Excel-werkmap (.xlsx)"
    )
    _add_house(parser)
    parser.add_argument("--mapping", type=Path, metavar="BESTAND", help="welke kolom wat is, als JSON")
    parser.add_argument("--dry-run", action="store_true", help="alleen controleren, niets opslaan")
    parser.add_argument(
        "--accept-age",
        action="store_true",
        help="rijen buiten de leeftijdsgrens van de tafel overnemen en de afwijking vastleggen",
    )
    _add_json(parser)


def _add_figures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", type=_year, metavar="JAAR", help="kalenderjaar, bijvoorbeeld 2023")
    _add_house(parser)
    _add_json(parser)


def _year(word: str) -> int:
    """A year that a register can be about. Raises ValueError."""
    year = int(word)
    if not 1900 <= year <= 2199:
        raise ValueError(word)
    return year


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, metavar="RESERVEKOPIE", help="het .zip-bestand")
    parser.add_argument("folder", type=Path, metavar="MAP", help="lege of nieuwe map voor het huis")
    key = parser.add_mutually_exclusive_group(required=True)
    key.add_argument("--passphrase-file", type=Path, metavar="BESTAND", help="bestand met de wachtwoordzin")
    key.add_argument(
        "--sheets",
        type=Path,
        nargs=2,
        metavar=("BLAD1", "BLAD2"),
        help="tekstbestanden met wat op de twee herstelbladen staat",
    )
    _add_apart(parser)
    parser.add_argument(
        "--new-passphrase-file", type=Path, metavar="BESTAND", help="de nieuwe wachtwoordzin, bij --sheets"
    )


def _add_house(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--house", type=Path, required=True, metavar="MAP", help="de map van het huis")
    _add_apart(parser)
    _add_passphrase(parser)


def _add_apart(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cter", action="store_true", help="het dossiercompartiment CTER van dit huis")


def _add_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", type=Path, required=True, metavar="BESTAND", help="bestand met de wachtwoordzin"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="de uitkomst als JSON op de standaarduitvoer")
