"""The server as a desk speaks to it: one method for each call (SYNC.md B.3). On the network lane only.

Raises `Unreachable` when there is no answer that can be read, and `SaidNo` when the answer is no.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx
from pydantic import ValidationError

from zvhdesk.domain import wrong_clock
from zvhdesk.services.clock import Clock
from zvhdesk.sync.own import Own
from zvhdesk.sync.sockets import CuttableTransport, Sockets, trust_for
from zvhdesk.wire import messages as m
from zvhdesk.wire.encoding import to_text
from zvhdesk.wire.envelope import SCHEMA, Envelope, Header
from zvhdesk.wire.messages import BEAT_HEADER, RESTORING_HEADER, Why
from zvhdesk.wire.roster import Entry
from zvhdesk.wire.signing import Purpose, sign
from zvhdesk.wire.texts import Message

_SECONDS = httpx.Timeout(20, connect=8)
_GREETING_SECONDS = httpx.Timeout(3)
"""In which a server in doubt must say a word: a few turns of a slow line, and a packet that was lost."""
_LEAST_BEAT, _MOST_BEAT = 0.05, 20.0
_OK = frozenset({200, 201, 202})
M = TypeVar("M", bound=Message)


class Unreachable(Exception):
    """No answer, or none that makes sense. Only ever shown as a state, never as a dialog."""


class Untrusted(Unreachable):
    """Somebody answers, with a certificate that is not trusted here."""


class SaidNo(Exception):
    """The server says no, and why. `number` is the one expected or in force."""

    def __init__(self, why: Why, number: int | None) -> None:
        super().__init__(why.value)
        self.why, self.number = why, number


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A call whose answer did not begin yet, with so many bytes."""

    size: int


class Server:
    """A server at an address such as https://zvh.example.nl. Close it at the end.

    `trust` is what certificates are held against, the system's own by default. `clock` is this desk's, to be
    held beside the server's.
    """

    def __init__(self, address: str, trust: ssl.SSLContext | None = None, clock: Clock | None = None) -> None:
        self.address, self._clock = address, clock
        self._sockets = Sockets()
        self._client = httpx.Client(
            base_url=address,
            timeout=_SECONDS,
            # Its own road out: no proxy that an environment variable names.
            transport=CuttableTransport(self._sockets, trust or trust_for(address)),
            trust_env=False,
        )
        self._token = ""
        self.clock_off: timedelta | None = None
        """By how much this desk's clock ran ahead of the server's when it said where all stands."""
        self.restoring = False
        """Whether desks bring the house back there, as it said then."""
        self.beat_seconds: float | None = None
        """Within what time who listens for news hears a next word; None when the server does not say."""
        self.waits: Asked | None = None
        """What it did not begin to answer yet, for any thread; a greeting and `news` do not count."""
        self.id = b""
        """Its own, as it said at the last login: another one has lists of its own."""

    def close(self) -> None:
        """Let the connections go. On the lane that makes the calls, when none is under way."""
        self._client.close()

    def hang_up(self) -> None:
        """Make no call any more, and end what is under way, also `news`: that raises Unreachable at once.

        From any thread, and for good; `close` comes after it all the same.
        """
        self._sockets.cut()

    def drop(self) -> None:
        """The line seems to be cut: end what is under way, with Unreachable. From any thread."""
        self._sockets.drop()

    def at_each_word(self, heard: Callable[[], object]) -> None:
        """`heard` is called whenever the server says anything, in answer to any call and in its thread."""
        self._sockets.heard = heard

    def greet(self) -> None:
        """Ask whether anybody is there, with little patience. Raises Unreachable only."""
        with _reaching():
            self._client.get("/health", timeout=_GREETING_SECONDS)

    # Logging in.

    @property
    def logged_in(self) -> bool:
        """Whether there is a token; it may have run out."""
        return bool(self._token)

    def log_in(self, own: Own) -> m.Token:
        """Prove who this device is. Later calls carry the token."""
        asked = self._post("/v1/login", m.LoginAsk(dev=own.dev), m.LoginNonce)
        said = asked.nonce + asked.server + own.dev
        proof = m.LoginProof(
            dev=own.dev, nonce=asked.nonce, sig=sign(own.sign, Purpose.LOGIN, said), knows=SCHEMA
        )
        of = {m.HOUSE_HEADER: to_text(own.house)}
        token = self._read(self._send("POST", "/v1/login/proof", proof, {}, of), m.Token)
        self._token, self.id = to_text(token.token), asked.server
        return token

    def log_out(self) -> None:
        """Forget the token."""
        self._token = ""

    # The house.

    def found(self, code: str, entries: Sequence[Entry], *, again: bool = False) -> None:
        """Make a house with the administrator's code; `again`: one whose server was lost."""
        made = m.HouseFound(code=code, entries=_lines(entries), again=again)
        self._done("POST", "/v1/houses", made)

    def heads(self) -> m.Heads:
        """Where everything of this device stands: what a pass asks first."""
        sent = self._clock and self._clock()
        answer = self._send("GET", "/v1/heads", None, {})
        found = self._read(answer, m.Heads)
        there = _moment(answer.headers.get("date", ""))
        if self._clock and sent:
            self.clock_off = None if there is None else wrong_clock.off(there, sent, self._clock())
        self.restoring = RESTORING_HEADER in answer.headers
        return found

    def roster(self, after: int) -> m.RosterPage:
        """Roster entries after that number."""
        return self._get("/v1/roster", m.RosterPage, after=after)

    def add_to_roster(self, entries: Sequence[Entry]) -> None:
        """More entries."""
        self._done("POST", "/v1/roster", m.RosterPush(entries=_lines(entries)))

    def invite(self, code: bytes) -> None:
        """Open a place for a joining device under the hash of a code."""
        self._done("PUT", f"/v1/join/{to_text(code)}", None)

    def knock(self, code: bytes, keys: m.JoinKeys) -> m.Join:
        """Leave this device's public keys there."""
        return self._post(f"/v1/join/{to_text(code)}", keys, m.Join)

    def look(self, code: bytes) -> m.Join:
        """What stands there."""
        return self._get(f"/v1/join/{to_text(code)}", m.Join)

    def roster_by_code(self, code: bytes, after: int) -> m.RosterPage:
        """The roster, for a device that cannot log in yet."""
        return self._get(f"/v1/houses/{to_text(code)}/roster", m.RosterPage, after=after)

    # A compartment.

    def push(self, comp: bytes, envelopes: Sequence[Envelope]) -> list[m.Receipt]:
        """Hand envelopes in. They are safe when this returns."""
        message = m.Push(envelopes=[m.SealedEnvelope.of(one) for one in envelopes])
        receipts = self._post(f"{_of(comp)}/env", message, m.Receipts).receipts
        if [one.env_id for one in receipts] != [Header.from_bytes(one.hdr).env_id for one in envelopes]:
            # Receipts of something else: what was handed in would be handed in again, without end.
            raise Unreachable("answer")
        return receipts

    def pull(self, comp: bytes, after: int, limit: int) -> m.Page:
        """Envelopes after that number."""
        return self._get(f"{_of(comp)}/env", m.Page, after=after, limit=limit)

    def put_boxes(self, comp: bytes, boxes: m.KeyBoxes) -> None:
        """Compartment keys for devices."""
        self._done("PUT", f"{_of(comp)}/keys", boxes)

    def my_box(self, comp: bytes, epoch: int) -> m.MyBox:
        """The caller's own key of an epoch."""
        return self._get(f"{_of(comp)}/keys", m.MyBox, epoch=epoch)

    def put_secrets(self, comp: bytes, secrets: Sequence[m.StreamKey]) -> None:
        """Secrets of streams."""
        self._done("PUT", f"{_of(comp)}/streams/keys", m.StreamKeys(keys=list(secrets)))

    def secrets(self, comp: bytes, after: int) -> m.StreamKeyPage:
        """Secrets of streams after that place in the list."""
        return self._get(f"{_of(comp)}/streams/keys", m.StreamKeyPage, after=after)

    def destroy(self, comp: bytes, stream: bytes, message: m.DestroyOrder) -> None:
        """Destroy a stream. Refused with `stale` when there is more in it than the order names."""
        self._done("POST", f"{_of(comp)}/streams/{to_text(stream)}/destroy", message)

    def destroyed(self, comp: bytes, after: int) -> m.DestroyedPage:
        """Orders that were carried out, after that number."""
        return self._get(f"{_of(comp)}/destroyed", m.DestroyedPage, after=after)

    def bring_back(
        self, comp: bytes, items: Sequence[m.Stored], admission: m.SealedEnvelope | None = None
    ) -> m.Head:
        """Give a restored server what it lost; `admission` let the caller in, if it lost that too."""
        message = m.Restored(items=list(items), admission=admission)
        return self._post(f"{_of(comp)}/restore", message, m.Head)

    @contextmanager
    def news(self) -> Iterator[Iterator[bool]]:
        """Yields at each word of the server whether there is more, until the connection ends."""
        request = self._client.build_request("GET", "/v1/events", headers=self._headers(), timeout=_SECONDS)
        with _reaching():
            answer = self._client.send(request, stream=True)
        try:
            if answer.status_code != httpx.codes.OK:
                answer.read()
                _refuse(answer)
            self.beat_seconds = _seconds(answer.headers.get(BEAT_HEADER, ""))
            yield _words_of(answer)
        finally:
            answer.close()

    # How.

    def _get(self, path: str, kind: type[M], **query: int) -> M:
        return self._read(self._send("GET", path, None, query), kind)

    def _post(self, path: str, message: Message, kind: type[M]) -> M:
        return self._read(self._send("POST", path, message, {}), kind)

    def _done(self, method: str, path: str, message: Message | None) -> None:
        self._send(method, path, message, {})

    def _send(
        self,
        method: str,
        path: str,
        message: Message | None,
        query: Mapping[str, int],
        more: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        body = None if message is None else message.model_dump(mode="json")
        with _reaching():
            headers = {**self._headers(), **(more or {})}
            request = self._client.build_request(
                method, path, json=body, params=dict(query) or None, headers=headers
            )
            answer = self._begun(request)
            answer.read()
        if answer.status_code not in _OK:
            _refuse(answer)
        return answer

    def _begun(self, request: httpx.Request) -> httpx.Response:
        self.waits = Asked(len(request.content))
        try:
            return self._client.send(request, stream=True)
        finally:
            self.waits = None

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._token}"} if self._token else {}

    def _read(self, answer: httpx.Response, kind: type[M]) -> M:
        try:
            return kind.model_validate_json(answer.content)
        except ValidationError:
            raise Unreachable("answer") from None


def _of(comp: bytes) -> str:
    return f"/v1/c/{to_text(comp)}"


def _lines(entries: Sequence[Entry]) -> list[m.RosterEntry]:
    return [m.RosterEntry(body=one.body, sig=one.sig) for one in entries]


def _refuse(answer: httpx.Response) -> None:
    try:
        no = m.No.model_validate_json(answer.content)
    except ValidationError:
        # A proxy, a captive portal: somebody else answers.
        raise Unreachable(str(answer.status_code)) from None
    raise SaidNo(no.why, no.number)


def _words_of(answer: httpx.Response) -> Iterator[bool]:
    with _reaching():
        for line in answer.iter_lines():
            if line:
                yield line.startswith("data:")


def _seconds(said: str) -> float | None:
    """None for what is no time, of a server that is older or lies."""
    try:
        found = float(said)
    except ValueError:
        return None
    return found if _LEAST_BEAT <= found <= _MOST_BEAT else None


def _moment(said: str) -> datetime | None:
    """None for what is no time: a proxy may leave it out."""
    try:
        found = parsedate_to_datetime(said)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
        kind = Untrusted if _of_certificate(error) else Unreachable
        raise kind(type(error).__name__) from None


def _of_certificate(error: BaseException | None) -> bool:
    """Whether that is what it came from, however many layers lie between."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None
