"""What the console says of the line to the others: there is no rail on it that would."""

from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from zvhdesk.domain.standing import Standing, Trouble
from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.clock import Clock
from zvhdesk.ui.agreeing.words import explained, moment
from zvhdesk.ui.console.board import Board
from zvhdesk.ui.console.reading import Seen
from zvhdesk.ui.console.times import MINUTE, hour
from zvhdesk.ui.unlock.leased import warning

_OFFLINE = "Zonder verbinding sinds {}. Wat u schrijft, blijft hier bewaard en gaat later mee."
_LOCKS = "gaat na afloop op slot"
_SHORT = "zonder verbinding sinds {}"
_BUSY = "De server is druk; opnieuw om {}. Wat u schrijft, blijft hier bewaard en gaat later mee."
_BUSY_SHORT = "server is druk, opnieuw om {}"
_STOPPED = "uitwisselen staat stil"
_NOT_STOPPED = {
    Trouble.BRAKE: "wijzigingen tegengehouden",
    Trouble.NOT_LET_IN: "nog niet toegelaten",
    Trouble.RESTORING: "server wordt hersteld",
}
"""With these what this desk records goes out, or waits for a moment."""
_OF_CHAIR = (
    "van de voorzitter niets sinds {}",
    "Van de computer van de voorzitter kwam sinds {} niets binnen. F12 leidt de bijeenkomst hier verder.",
)
_OF_NOTES = (
    "van de notulist niets sinds {}",
    "Van de computer van de notulist kwam sinds {} niets binnen. Wat u vastlegt, staat hier.",
)
SILENT = 5 * MINUTE
"""So long nothing comes from the other desk before that is said, ms: people talk, and then nobody writes."""


class Stands(Protocol):
    """How this desk stands with the server."""

    standing_changed: SignalInstance

    @property
    def standing(self) -> Standing:
        """Now."""


class LineTalk(QObject):
    """At the foot, small, as long as it is so; losing the line is said once in a sentence too.

    There is no presence channel (DATA.md 17): of another desk is known only when its last act came in here.
    """

    def __init__(self, line: Stands | None, board: Board, clock: Clock) -> None:
        super().__init__(board)
        self._line, self._board, self._clock = line, board, clock
        self._said = ""
        self._heard: tuple[str, int] = ("", 0)
        self._heard_ms = 0
        self._seen: Seen | None = None
        if line is not None:
            line.standing_changed.connect(lambda _standing: self._stands())

    def forget(self) -> None:
        """Another meeting."""
        self._seen, self._heard = None, ("", 0)
        if self._board.notice.text != self._said:
            self._said = ""
        self._show()

    def show_meeting(self, seen: Seen, now_ms: int) -> None:
        """What was read: whether anything came in from the other desk since."""
        self._seen = seen
        if seen.heard != self._heard:
            self._heard, self._heard_ms = seen.heard, now_ms
        self._stands()
        self.tick(now_ms)

    def tick(self, now_ms: int) -> None:
        """The clock went on."""
        self._show(now_ms)

    def _stands(self) -> None:
        notice, (short, sentence) = self._board.notice, self._news()
        if not sentence:
            if notice.text == self._said:
                notice.clear()
            self._said = ""
        elif self._live and (not self._said or (short == _LOCKS and self._said != sentence)):
            self._said = sentence
            notice.say(sentence, "info")
        self._show()

    def _news(self) -> tuple[str, str]:
        """What is said once too, in few words and in a sentence; that it locks goes before why it does."""
        standing = self._line.standing if self._line is not None else Standing()
        if standing.locked and standing.lease is not None:
            return _LOCKS, warning(standing.lease)
        if standing.offline_since is not None:
            since = moment(standing.offline_since, self._clock())
            return _SHORT.format(since), _OFFLINE.format(since)
        return "", ""

    @property
    def _live(self) -> bool:
        return self._seen is not None and self._seen.console.meeting.state is MeetingState.LIVE

    def _show(self, now_ms: int | None = None) -> None:
        now_ms = int(self._clock().timestamp() * 1000) if now_ms is None else now_ms
        self._board.footer.show_line(*self._words(now_ms))

    def _words(self, now_ms: int) -> tuple[str, str]:
        """A few words, and the sentence behind them; empty when there is nothing to say."""
        standing = self._line.standing if self._line is not None else Standing()
        if self._seen is None or not self._live or not standing.address:
            return "", ""
        news = self._news()
        if any(news):
            return news
        if standing.again is not None:
            again = moment(standing.again, self._clock())
            return _BUSY_SHORT.format(again), _BUSY.format(again)
        if standing.trouble is not None:
            found = explained(standing)
            return _NOT_STOPPED.get(standing.trouble, _STOPPED), f"{found.headline}. {found.meaning}"
        if not self._heard[0] or now_ms - self._heard_ms < SILENT:
            return "", ""
        short, long = _OF_NOTES if self._seen.console.here else _OF_CHAIR
        return short.format(hour(self._heard_ms)), long.format(hour(self._heard_ms))
