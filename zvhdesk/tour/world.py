"""The worlds that chapters begin in: a folder, empty or with a made-up house, gone afterwards."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from zvhdesk.demo import house
from zvhdesk.pair import LocalServer, Pair, Relay, make_pair
from zvhdesk.services import opening, regions
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.setup_answers import SetupAnswers
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.tour.steps import StuckError

PASSPHRASE = "vier ganzen lopen over het ijs"  # noqa: S105  (it protects made-up people)
_NAME = "Zorg- en Veiligheidshuis Twente"


@dataclass(frozen=True, slots=True)
class World:
    """Where one chapter happens. `room` is its folder, `house` the folder of the house in it.

    `key` is empty as long as there is no house; the keyring lasts as long as the tour. `second` is the
    folder of a second desk of the same house, `cter` that of a desk of CTER, `server` what they agree
    through, `line` what carries it there. `apart`: what stands in `house` is of CTER.
    """

    room: Path
    house: Path
    keyring: MemoryKeyring
    key: bytes = b""
    passphrase: str = PASSPHRASE
    second: Path | None = None
    server: LocalServer | None = None
    line: Relay | None = None
    cter: Path | None = None
    apart: bool = False


class Worlds:
    """Makes the worlds. The made-up house is built once, and every chapter gets a copy of it."""

    def __init__(self, room: Path) -> None:
        self._room = room
        self._keyring = MemoryKeyring()
        self._pattern = room / "voorbeeld"
        self._key = b""

    def empty(self, chapter: str) -> World:
        """A place with no house in it."""
        room = self._room / chapter
        room.mkdir()
        return World(room, room / "huis", self._keyring)

    def furnished(self, chapter: str) -> World:
        """A place with a house in it: cases in every state, people made up."""
        if not self._key:
            self._build()
        room = self._room / chapter
        room.mkdir()
        shutil.copytree(self._pattern, room / "huis")
        return World(room, room / "huis", self._keyring, self._key)

    def paired(self, chapter: str) -> World:
        """The same house on two desks and one of CTER, with a server of their own that runs."""
        made = self.furnished(chapter)
        second, cter = made.room / "tweede", made.room / "cter"
        server, line = LocalServer(made.room / "server"), Relay()
        second.mkdir()
        desk = Desk.open(made.house, made.key, system_clock)
        try:
            if not make_pair(desk, server, Pair(second, PASSPHRASE, self._keyring, cter, line)):
                raise StuckError("de server start niet")
        finally:
            desk.close()
        return replace(made, second=second, server=server, line=line, cter=cter)

    def unfurnished(self, chapter: str) -> World:
        """A place with a house in it that has its gemeenten and casustafels, and no case yet."""
        made = self.empty(chapter)
        vault = opening.make_vault(made.house, _NAME, PASSPHRASE, self._keyring, system_clock())
        twente = regions.preset("twente")
        answers = SetupAnswers(
            house_name=_NAME,
            region="twente",
            process_manager_label="procesmanager",
            work_areas=twente.work_areas,
            municipalities=tuple(gemeente.code for gemeente in twente.gemeenten),
            user_name="M. de Graaf",
            user_initials="MdG",
            user_role="procesmanager",
            backup_folder="",
        )
        opening.found_house(made.house, vault.key, answers, system_clock).close()
        return replace(made, key=vault.key)

    def _build(self) -> None:
        made = opening.make_vault(self._pattern, house.NAME, PASSPHRASE, self._keyring, system_clock())
        desk = Desk.create(self._pattern, made.key, system_clock)
        house.fill(desk, desk.today())
        desk.close()
        self._key = made.key
