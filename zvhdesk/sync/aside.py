"""Why envelopes stand aside, from what was written down with them: nothing is opened for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.standing import Aside
from zvhdesk.models.agreeing import Fate, SealedEnvelope
from zvhdesk.sync import keys, own, rosters
from zvhdesk.sync.opening import READ, header_of
from zvhdesk.wire.envelope import SCHEMA, Header
from zvhdesk.wire.roster import Roster


def why(session: Session, device: str) -> Aside:
    """How many stand aside for each cause, in all compartments, at this device."""
    of = (SealedEnvelope.comp, SealedEnvelope.hdr, SealedEnvelope.cs_id)
    rows = session.execute(select(*of).where(SealedEnvelope.fate == Fate.ASIDE)).all()
    me = own.of(session, device) if rows else None
    if me is None:
        return Aside()
    roster = rosters.known(session, me.house, me.root)
    keyless = _Keyless(session)
    found = Aside()
    for comp, hdr, cs_id in rows:
        # Its change set is known: it was read, and could not be applied.
        found += Aside(failed=1) if cs_id else _cause(header_of(hdr or b""), roster, keyless, comp)
    return found


class _Keyless:
    """Which envelopes lack a key: each key is looked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._epochs: dict[tuple[bytes, int], bool] = {}
        self._streams: dict[str, bool] = {}

    def lacks(self, comp: bytes, header: Header) -> bool:
        """Whether the key of its compartment or the secret of its stream is not here."""
        epoch, stream = (comp, header.epoch), header.stream.hex()
        if epoch not in self._epochs:
            self._epochs[epoch] = keys.of_epoch(self._session, *epoch) is None
        if stream not in self._streams:
            self._streams[stream] = keys.secret_of(self._session, stream) is None
        return self._epochs[epoch] or self._streams[stream]


def _cause(header: Header | None, roster: Roster, keyless: _Keyless, comp: bytes) -> Aside:
    if header is None or header.kind not in READ or header.schema > SCHEMA:
        return Aside(newer=1)
    if header.dev not in roster.devices:
        return Aside(unknown=1)
    if keyless.lacks(comp, header):
        return Aside(keyless=1)
    # It opens, and says what this version does not know.
    return Aside(newer=1)
