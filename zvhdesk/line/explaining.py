"""What a story ended with, as the pages of enrolment say it."""

from typing import Any

from zvhdesk.domain.refusals import BadInput
from zvhdesk.domain.store_refusals import WeakPassphrase, WrongSheet
from zvhdesk.line.standing import trouble_at
from zvhdesk.sync.acting import Halted
from zvhdesk.sync.astray import NotGoing
from zvhdesk.sync.moving import NotOurs
from zvhdesk.sync.outcome import Halt
from zvhdesk.sync.revoking import HalfRevoked
from zvhdesk.sync.server import SaidNo, Unreachable, Untrusted
from zvhdesk.ui.agreeing import explain as words
from zvhdesk.ui.agreeing.connection import NotDone, Where
from zvhdesk.ui.agreeing.words import TROUBLES
from zvhdesk.ui.explain_any import explain
from zvhdesk.wire.messages import Why

Codes = dict[Why, str]
OF_HOUSE: Codes = {
    Why.UNKNOWN: words.CODE_OF_HOUSE,
    Why.STALE: words.CODE_OF_HOUSE,
    Why.SHAPE: words.CODE_OF_HOUSE,
}
OF_AGAIN: Codes = {Why.UNKNOWN: words.CODE_AGAIN}
OF_DOOR: Codes = {
    Why.UNKNOWN: words.CODE_OF_DOOR,
    Why.STALE: words.KNOCKED_BEFORE,
    Why.SHAPE: words.CODE_OF_DOOR,
}
"""The noes that are about the code that was typed."""


_NOT_WITH = {
    NotOurs.STRANGER: NotDone("address", words.STRANGER),
    NotOurs.NEW: NotDone("address", words.STRANGER, new=True),
    NotOurs.BEFORE: NotDone("address", words.BEFORE_THIS),
    NotOurs.HOUSE: NotDone("address", words.OTHER_HOUSE),
    NotOurs.HISTORY: NotDone("address", words.OTHER_HISTORY),
    NotGoing.WHOLE: NotDone("", words.NOTHING_PARTED),
    NotGoing.LESS: NotDone("", words.ONLY_LESS),
    NotGoing.FALSE: NotDone("", words.HOLDS_NOT),
    NotGoing.NO_MEMBER: NotDone("", words.NO_MEMBER_THERE),
    NotGoing.CHANGED: NotDone("", words.CHANGED_SINCE),
}
"""Why a desk does not go to a server, or does not go on with it."""


def not_done(  # noqa: PLR0911 - one case each
    reason: Any, codes: Codes | None = None, *, at_address: bool = False
) -> NotDone:
    """Say it beside the field it is about. `at_address`: nobody knows yet whether a server is there."""
    match reason:
        case NotDone():
            return reason
        case NotOurs() | NotGoing():
            return _NOT_WITH[reason]
        case Untrusted() if at_address:
            return NotDone("trust", words.UNTRUSTED, lost=True)
        case Unreachable():
            where: Where = "address" if at_address else ""
            return NotDone(where, words.UNREACHABLE if at_address else words.LOST_CONTACT, lost=True)
        case SaidNo(why=why) if codes and why in codes:
            return NotDone("code", codes[why])
        case SaidNo(why=why):
            return NotDone("", words.said_no(why))
        case Halted(halt):
            found = TROUBLES[trouble_at(halt)]
            return NotDone("", f"{found.headline}. {found.then}".strip(), out=halt is Halt.REVOKED)
        case HalfRevoked(done, of, lost):
            return NotDone("", words.half_revoked(done, of, lost=lost))
        case WrongSheet(number, _trouble, _row):
            return NotDone("sheet1" if number == 1 else "sheet2", explain(reason))
        case WeakPassphrase():
            return NotDone("passphrase", explain(reason))
        case BadInput(_column, sentence):
            return NotDone("", sentence)
        case _:
            return NotDone("", explain(reason))
