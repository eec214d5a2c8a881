"""A house at a server, spoken to over HTTP as a desk would, with keys of its own. No desk and no database."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zvhdesk.wire import roster
from zvhdesk.wire.encoding import from_text, sha256, to_text
from zvhdesk.wire.envelope import NO_STREAM, START, Envelope, Header, Kind, signed
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import HOUSE_HEADER
from zvhdesk.wire.roster import BY_ROOT, Body, Roster
from zvhdesk.wire.signing import Purpose, sign

Json = Mapping[str, object]


def public(key: Ed25519PrivateKey) -> bytes:
    """Its 32 bytes."""
    return key.public_key().public_bytes_raw()


@dataclass
class Dev:
    """A device: its keys, its token, and where it stands in each compartment."""

    client: httpx.Client
    house: bytes
    user: bytes
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    token: str = ""
    heads: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    enrolled: bool = False
    """Then it logs in by itself when it first needs to."""

    @property
    def body(self) -> roster.Device:
        """As the roster names it."""
        return roster.Device(self.id, self.user, public(self.key), b"k" * 32)

    def call(self, method: str, path: str, body: Json | None = None, **query: int) -> httpx.Response:
        """One request with the token."""
        return self.client.request(method, path, json=body, params=query or None, headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        """With the token, when it has one or can get one."""
        if self.enrolled and not self.token:
            self.log_in()
        return {"authorization": f"Bearer {self.token}"} if self.token else {}

    def log_in(self, *, named: bool = True, **more: int) -> httpx.Response:
        """Ask, sign, and keep the token; `more` of what its program says of itself.

        Not `named`: a program of before, which does not say of which house it is.
        """
        asked = self.client.post("/v1/login", json={"dev": to_text(self.id)}).json()
        said = from_text(asked["nonce"]) + from_text(asked["server"]) + self.id
        proof = {"dev": to_text(self.id), "nonce": asked["nonce"], **more}
        proof["sig"] = to_text(sign(self.key, Purpose.LOGIN, said))
        of = {HOUSE_HEADER: to_text(self.house)} if named else {}
        answer = self.client.post("/v1/login/proof", json=proof, headers=of)
        if answer.status_code == 200:
            self.token = answer.json()["token"]
        return answer

    def made(self, comp: bytes, /, ct: bytes = b"sealed", **other: object) -> Envelope:
        """The next envelope of this device; `other` are fields of the header."""
        dseq, prev = self.heads.get(comp, (0, START))
        stream = b"s" * 16 if other.get("kind", Kind.OPS) == Kind.OPS else NO_STREAM
        fields: dict[str, object] = {
            "kind": Kind.OPS, "house": self.house, "comp": comp, "stream": stream, "epoch": 1,
            "env_id": secrets.token_bytes(16), "dev": self.id, "dseq": dseq + 1, "prev": prev,
            "base_seq": 0, "base_chain": START, **other,
        }  # fmt: skip
        return signed(Header(**fields), ct, self.key)  # type: ignore[arg-type]

    def keeps(self, comp: bytes, envelope: Envelope) -> Envelope:
        """Remember that this one was sent."""
        self.heads[comp] = (Header.from_bytes(envelope.hdr).dseq, envelope.hash)
        return envelope

    def push(self, comp: bytes, *envelopes: Envelope) -> httpx.Response:
        """Send them."""
        return self.call(
            "POST", f"/v1/c/{to_text(comp)}/env", {"envelopes": [written(one) for one in envelopes]}
        )

    def says(self, comp: bytes, /, ct: bytes = b"sealed", **other: object) -> httpx.Response:
        """Make the next envelope and send it."""
        return self.push(comp, self.keeps(comp, self.made(comp, ct, **other)))

    def admits(self, comp: bytes, dev: "Dev", role: Role | None) -> httpx.Response:
        """Say who is a member."""
        return self.push(comp, self.admission(comp, dev, role))

    def admission(self, comp: bytes, dev: "Dev", role: Role | None) -> Envelope:
        """The next envelope, which says it."""
        body = Membership(dev.id, role).to_bytes()
        return self.keeps(comp, self.made(comp, body, kind=Kind.MEMBERSHIP))

    def pull(self, comp: bytes, after: int = 0) -> httpx.Response:
        """Ask for what came after."""
        return self.call("GET", f"/v1/c/{to_text(comp)}/env", after=after)


def written(envelope: Envelope) -> dict[str, str]:
    """As JSON."""
    return {"hdr": to_text(envelope.hdr), "ct": to_text(envelope.ct), "sig": to_text(envelope.sig)}


@dataclass
class House:
    """A house with an admin, a writer, a reader and a device that is no member; one compartment."""

    client: httpx.Client
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    root: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    comp: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    comps: tuple[bytes, ...] = ()
    """More than the one, when there are; without members."""

    def __post_init__(self) -> None:
        self.roster = Roster(self.id)
        self.entries: list[dict[str, str]] = []
        self.admin, self.second, self.writer, self.reader, self.outsider = (
            Dev(self.client, self.id, secrets.token_bytes(16)) for _ in range(5)
        )

    @property
    def devices(self) -> tuple[Dev, ...]:
        """All of them."""
        return self.admin, self.second, self.writer, self.reader, self.outsider

    @property
    def first(self) -> roster.House:
        """What its first entry says."""
        return roster.House(public(self.root), b"rec" * 10, b"box")

    def entry(self, body: Body, by: Dev | None = None) -> dict[str, str]:
        """A roster entry at the next place, as JSON; the roster here moves on."""
        place = self.roster.next_place(by.id if by else BY_ROOT)
        made = roster.make(place, body, by.key if by else self.root)
        self.roster = roster.extended(self.roster, made)
        self.entries.append({"body": to_text(made.body), "sig": to_text(made.sig)})
        return self.entries[-1]

    def found(self, code: str) -> httpx.Response:
        """Make the house with a code; the compartment has its members."""
        bodies: list[Body] = [
            self.first,
            roster.Admin(self.admin.user),
            roster.Admin(self.second.user),
            *(dev.body for dev in self.devices),
            *(roster.Epoch(comp, 1, b"c" * 32) for comp in dict.fromkeys((self.comp, *self.comps))),
        ]
        answer = self.client.post(
            "/v1/houses", json={"code": code, "entries": [self.entry(one) for one in bodies]}
        )
        if answer.status_code == 201:
            for dev in self.devices:
                dev.enrolled = True
            admitted = ((self.admin, Role.WRITE), (self.writer, Role.WRITE), (self.reader, Role.READ))
            said = [self.admin.admission(self.comp, dev, role) for dev, role in admitted]
            assert self.admin.push(self.comp, *said).status_code == 200
        return answer


def hash_of(code: str) -> str:
    """As it stands in a path."""
    return to_text(sha256(code.encode()))
