"""Once a meeting is over its own notes are nowhere on the disk: no page, free or used, and not in the log.

The pages are decrypted here by hand: SQLite itself shows no free page.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy.orm import Session

from tests.meetings.world import World
from tests.worlds import KEY
from zvhdesk.services.desk import DATABASE
from zvhdesk.services.meetings import capture

_PAGE, _RESERVED, _IV, _SALT = 4096, 80, 16, 16
_LOG_HEAD, _FRAME_HEAD = 32, 24
_CANARY = "kanarie-eigen-aantekening"


def _plain(page: bytes, number: int) -> bytes:
    """A page of SQLCipher 4 with a raw key: AES-256-CBC, its vector and HMAC at the end, the salt first."""
    end = _PAGE - _RESERVED
    vector, start = page[end : end + _IV], _SALT if number == 1 else 0
    decryptor = Cipher(algorithms.AES(KEY), modes.CBC(vector)).decryptor()
    return decryptor.update(page[start:end]) + decryptor.finalize()


def _pages(database: Path) -> Iterator[bytes]:
    whole = database.read_bytes()
    for at in range(0, len(whole), _PAGE):
        yield _plain(whole[at : at + _PAGE], at // _PAGE + 1)


def _frames(log: Path) -> Iterator[bytes]:
    whole = log.read_bytes()
    for at in range(_LOG_HEAD, len(whole), _FRAME_HEAD + _PAGE):
        number = int.from_bytes(whole[at : at + 4])
        yield _plain(whole[at + _FRAME_HEAD : at + _FRAME_HEAD + _PAGE], number)


def _found(pages: Iterator[bytes]) -> bool:
    return any(_CANARY.encode() in page for page in pages)


def _checkpoint(world: World) -> None:
    with world.desk.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def test_after_closing_no_page_and_no_log_holds_an_own_note(world: World) -> None:
    database = world.desk.folder / DATABASE
    log = database.with_name(f"{DATABASE}-wal")
    item = world.at_case(0)
    # Short and long: a long one has pages of its own, which come free whole.
    for at, case in enumerate((item, world.item(1), world.item(2))):
        for again in range(1, 4):
            text = f"{_CANARY} {at} " * (1 if at == 0 else 900 * again)
            world.desk.keep_draft("own_note", ("", case, "text"), text, 0)
            world.desk.keep(lambda s, case=case, text=text: _keep(s, world, case, text))  # type: ignore[misc]
    assert _found(_frames(log))
    _checkpoint(world)
    assert _found(_pages(database))
    world.desk.keep(lambda s: _keep(s, world, item, f"{_CANARY} nog eens"))
    world.close()
    assert log.stat().st_size == 0
    assert not _found(_pages(database))


def _keep(session: Session, world: World, item: str, text: str) -> None:
    capture.keep_own_note(session, world.meeting, item, text)


def test_an_act_in_between_leaves_the_log_alone(world: World) -> None:
    """Only an end is worth the wait of a checkpoint."""
    world.at_case(0)
    assert (world.desk.folder / f"{DATABASE}-wal").stat().st_size > 0
