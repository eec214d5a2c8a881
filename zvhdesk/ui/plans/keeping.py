"""Keeping several copies in a folder that the user chose: never over a file that is there."""

import re
from collections.abc import Sequence
from pathlib import Path

from zvhdesk.services.plans.copies import Made

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f.]+')


def file_name(copy: Made) -> str:
    """Who it is for and which copy: no number of a case and nobody's name."""
    partner = " ".join(_NOT_IN_NAMES.sub(" ", copy.order.partner).split())[:80]
    short = copy.order.copy_number.rsplit("-", 1)[-1]
    return f"plan van aanpak, exemplaar {short}, {partner or 'ontvanger'}.pdf"


def keep_all(folder: Path, copies: Sequence[Made]) -> int:
    """Write each copy to the folder. Returns how many are there; fewer when it cannot be written to."""
    kept = 0
    for copy in copies:
        try:
            _write(folder / file_name(copy), copy.pdf)
        except OSError:
            break
        kept += 1
    return kept


def _write(path: Path, pdf: bytes) -> None:
    at = 1
    target = path
    while True:
        try:
            with target.open("xb") as file:
                file.write(pdf)
            return
        except FileExistsError:
            at += 1
            target = path.with_stem(f"{path.stem} ({at})")
