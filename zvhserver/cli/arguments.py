"""The words of the command line."""

import argparse
from pathlib import Path

from zvhserver.limiting import USUAL
from zvhserver.store.engine import Places


def parser() -> argparse.ArgumentParser:
    """All commands. Every one of them takes the place of the databases."""
    whole = argparse.ArgumentParser(prog="zvhserver", description="The central server of ZVH Desk.")
    commands = whole.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="serve")
    _places(run)
    run.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    run.add_argument("--port", type=int, default=8443, help="port; 0 takes a free one and prints it")
    run.add_argument("--tls-cert", type=Path, help="certificate chain (PEM)")
    run.add_argument("--tls-key", type=Path, help="its private key (PEM)")
    run.add_argument("--behind-proxy", metavar="ADDRESS", help="a proxy there does TLS and names the client")
    for name, most, what in (
        ("device", USUAL.device, "logging in, by one device"),
        ("address", USUAL.address, "logging in, from one address"),
        ("join", USUAL.join, "joining, from one address"),
    ):
        run.add_argument(f"--{name}-tries", type=int, default=most, help=f"in a minute: {what} ({most})")
    house = commands.add_parser("house", help="houses").add_subparsers(dest="what", required=True)
    _places(house.add_parser("add", help="print a code with which one desk makes its house here, once"))
    schema = house.add_parser("schema", help="say, or set, how new the programs of houses must be")
    _places(schema)
    schema.add_argument("--least", type=int, metavar="N", help="from now on schema N or newer")
    schema.add_argument("--house", default="", metavar="ID", help="only the house whose id begins so")
    backup = commands.add_parser("backup", help="write a copy of both databases while the server runs")
    _places(backup)
    backup.add_argument("--to", type=Path, required=True, help="a new folder")
    restore = commands.add_parser("restore", help="after a backup was put back: let desks bring the rest")
    _places(restore)
    step = restore.add_mutually_exclusive_group(required=True)
    step.add_argument("--begin", action="store_true", help="take nothing new, only what was lost")
    step.add_argument("--check", action="store_true", help="say how far each compartment is")
    step.add_argument("--open", action="store_true", help="all desks brought theirs: take new work again")
    step.add_argument("--anew", metavar="PART", help="let go of what desks brought to this part")
    whose = restore.add_mutually_exclusive_group()
    whose.add_argument("--house", metavar="ID", help="only the house whose id begins so")
    whose.add_argument("--all", action="store_true", help="all houses: begin and open ask for one of the two")
    restore.add_argument(
        "--also-revoked", action="store_true", help="with --begin: also who a revoked admin let in may bring"
    )
    restore.add_argument(
        "--clock-was-ahead", action="store_true", help="with --open: times that are yet to come are right"
    )
    check = commands.add_parser("check", help="recompute every chain and signature")
    _places(check)
    return whole


POSTGRESQL = "postgresql+psycopg://"


def places_of(arguments: argparse.Namespace) -> Places:
    """Where the databases are. Raises ValueError with a sentence when that is not told whole."""
    urls = [url for url in (arguments.database, arguments.keys_database) if url is not None]
    if arguments.data is not None and not urls:
        return Places.in_folder(arguments.data)
    if arguments.data is not None or len(urls) < 2:
        raise ValueError("Give either --data DIR, or --database URL and --keys-database URL.")
    if not all(url.startswith(POSTGRESQL) for url in urls):
        raise ValueError(f"The address of a database begins with {POSTGRESQL}")
    if urls[0] == urls[1]:
        raise ValueError("The secrets of streams need a database of their own, with backups of their own.")
    return Places(*urls)


def is_there(arguments: argparse.Namespace) -> bool:
    """Whether the files that are meant exist; of PostgreSQL that is found out by asking it."""
    folder = arguments.data
    return folder is None or all((folder / name).is_file() for name in ("server.db", "keys.db"))


def _places(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, metavar="DIR", help="a folder, for the SQLite of a small house")
    command.add_argument("--database", metavar="URL", help="postgresql+psycopg://...")
    command.add_argument(
        "--keys-database", metavar="URL", help="a second database, for the secrets of streams"
    )
