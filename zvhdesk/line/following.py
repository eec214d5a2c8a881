"""Going on with a server whose history parted from this desk's: what the page of it asks of the line."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject

from zvhdesk.line.explaining import not_done
from zvhdesk.line.line import Line
from zvhdesk.sync import following
from zvhdesk.sync.acting import as_member
from zvhdesk.sync.astray import Parted, look
from zvhdesk.ui.agreeing import explain
from zvhdesk.ui.agreeing.connection import Astray, Done, Failed, NotDone, PartAstray
from zvhdesk.wire.envelope import read_out


class LineFollowing:
    """The Following of ui.agreeing.connection."""

    def __init__(self, line: Line) -> None:
        self.clock = line.clock
        self._line = line

    def look(self, done: Callable[[Astray], object], failed: Failed, owner: QObject) -> None:
        """Ask the server; keep nothing."""
        self._line.play(
            lambda: as_member(look),
            lambda parted: done(_shown(parted)),
            lambda reason: failed(not_done(reason)),
            owner,
            lambda: failed(NotDone("", explain.PROGRAM)),
        )

    def follow(self, astray: Astray, done: Done, failed: Failed, owner: QObject) -> None:
        """Go on, as it was shown."""
        shown = tuple(one for one in astray.about if isinstance(one, Parted))
        self._line.play(
            lambda: as_member(partial(following.follow, shown=shown)),
            lambda _none: done(),
            lambda reason: failed(not_done(reason)),
            owner,
            lambda: failed(NotDone("", explain.PROGRAM)),
        )


def _shown(parted: Sequence[Parted]) -> Astray:
    since = min(one.since_ms for one in parted)
    return Astray(
        parts=tuple(PartAstray(one.name.value, read_out(*one.here), read_out(*one.there)) for one in parted),
        since=datetime.fromtimestamp(since / 1000, UTC),
        own=sum(one.own for one in parted),
        others=sum(one.others for one in parted),
        about=tuple(parted),
    )
