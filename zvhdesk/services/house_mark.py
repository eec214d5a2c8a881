"""Of which house a desk is, for who cannot open it: a hash of the id of the house beside its database.

It says nothing of anybody, and another house has another one. A desk that was not opened since there is such
a mark has none; nor does it prove anything when it is not whole.
"""

import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import select

from zvhdesk.models.house import House
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock.files import write_atomic

NAME: Final = "huis.id"
_WHOLE: Final = re.compile(r"[0-9a-f]{64}")


def keep(desk: Desk) -> None:
    """Write it beside this desk, at every opening. One that cannot be written is missed by nobody."""
    mark = of_house(desk)
    if mark is not None and found(desk.folder) != mark:
        with suppress(OSError):
            write_atomic(desk.folder / NAME, mark.encode())


def of_house(desk: Desk) -> str | None:
    """The mark of the house of this desk; None as long as it has none."""
    house = desk.read(lambda session: session.scalars(select(House.id)).first())
    return None if house is None else sha256(b"zvh/1/house" + house.encode()).hexdigest()


def found(folder: Path) -> str | None:
    """The mark of the desk that stands in this folder; None when nothing tells."""
    try:
        mark = (folder / NAME).read_text("ascii")
    except (OSError, ValueError):
        return None
    return mark if _WHOLE.fullmatch(mark) else None
