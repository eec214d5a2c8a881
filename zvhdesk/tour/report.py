"""What the tour leaves: a line per check, and in its folder pictures and papers, numbered as they came."""

import re
from pathlib import Path

from PySide6.QtGui import QPixmap

_QUICK = 85
"""Qt's word for the least that PNG compresses: the usual takes four times as long for a tenth less."""
_OURS = re.compile(r"[0-9]{2}-[a-z0-9-]+\.(png|pdf)")


class Report:
    """Counts the checks and numbers the pictures of one tour."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.held = 0
        self.failed = 0
        self._number = 0
        folder.mkdir(parents=True, exist_ok=True)
        # Yesterday's pictures would stand between today's. Only names that the tour gives are taken away.
        for old in folder.iterdir():
            if _OURS.fullmatch(old.name):
                old.unlink()

    def check(self, chapter: str, what: str, *, held: bool) -> None:
        """One line: this held, or it did not."""
        print(f"{'ok   ' if held else 'FOUT '} {chapter}: {what}", flush=True)
        if held:
            self.held += 1
        else:
            self.failed += 1

    def picture(self, name: str, pixmap: QPixmap) -> None:
        """Keep a picture of a screen."""
        pixmap.save(str(self._next(name, "png")), "PNG", _QUICK)

    def paper(self, name: str, content: bytes) -> None:
        """Keep a paper that the program made."""
        self._next(name, "pdf").write_bytes(content)

    def summary(self, seconds: float) -> str:
        """The last line."""
        said = f"{self.held + self.failed} controles in {seconds:.0f} s, {self._number} platen"
        return f"Rondgang: {said}. {'Alles klopt.' if not self.failed else f'{self.failed} keer FOUT.'}"

    def _next(self, name: str, kind: str) -> Path:
        self._number += 1
        return self.folder / f"{self._number:02d}-{name}.{kind}"
