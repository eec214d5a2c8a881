"""What really stands in an encrypted database file: every page decrypted, also the free ones."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, IV = 4096, 80, 16
_SALT = 16
_LOG_HEAD, _FRAME_HEAD = 32, 24


def plain(database: Path, key: bytes) -> bytes:
    """All pages of a SQLCipher 4 file and of its write-ahead log, by the raw key alone."""
    data = database.read_bytes()
    assert data
    assert len(data) % PAGE == 0
    found = [_page(data[at : at + PAGE], key, first=at == 0) for at in range(0, len(data), PAGE)]
    log = database.with_name(f"{database.name}-wal")
    frames = log.read_bytes() if log.exists() else b""
    for at in range(_LOG_HEAD, len(frames), _FRAME_HEAD + PAGE):
        number = int.from_bytes(frames[at : at + 4], "big")
        start = at + _FRAME_HEAD
        found.append(_page(frames[start : start + PAGE], key, first=number == 1))
    return b"".join(found)


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    end = PAGE - RESERVED
    sealed = page[_SALT if first else 0 : end]
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[end : end + IV])).decryptor()
    return cipher.update(sealed) + cipher.finalize()
