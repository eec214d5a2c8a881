"""Two persons decide to destroy a case whose term ran out: one proposes, the other confirms (DATA.md 18).

With a server each signs on a desk of their own (`sync.ordering`). A house with a single desk writes down who
stood beside it, and keeps the signed paper.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.clocks import destroy_by, retention_passed
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.destructions import Destruction
from zvhdesk.models.house import Member
from zvhdesk.services import destruction
from zvhdesk.services.desk import Desk
from zvhdesk.services.regions import meetings_stream

PROPOSE, CONFIRM, WITHDRAW = "destruction.propose", "destruction.confirm", "destruction.withdraw"
"""The intents of these acts."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does it, on which desk, which day; `sigs` are signatures by stream, in hex, if any."""

    user: str
    device: str
    today: date
    sigs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One that waits for the second person. `streams` are what goes, that of the case first."""

    batch: str
    streams: tuple[str, ...]
    by: str
    on: date


def propose(session: CaptureSession, case_id: str, hand: Hand) -> str:
    """Propose to destroy a case. Returns the id of the proposal. Raises Refused, KeyError."""
    streams = destruction.streams_of(session, case_id)
    _check_term(session.get_one(Case, case_id), hand.today)
    if any(streams[0] in one.streams for one in waiting(session)):
        raise _no("Voor deze casus ligt al een voorstel om te vernietigen.")
    batch, common = new_id(), meetings_stream(session)
    session.add_all(
        Destruction(
            stream_id=common,
            target=stream,
            batch=batch,
            proposed_by_id=hand.user,
            proposed_on=hand.today,
            proposed_device_id=hand.device,
            proposed_sig=hand.sigs.get(stream),
        )
        for stream in streams
    )
    return batch


def waiting(session: Session) -> list[Proposal]:
    """Proposals that nobody confirmed or withdrew, oldest first."""
    open_ones = (Destruction.confirmed_on.is_(None), Destruction.withdrawn_on.is_(None), ~Destruction.deleted)
    rows = session.scalars(select(Destruction).where(*open_ones).order_by(Destruction.id)).all()
    batches = dict.fromkeys(row.batch for row in rows)
    found: list[Proposal] = []
    for batch in batches:
        of = [row for row in rows if row.batch == batch]
        streams = tuple(row.target for row in of)
        found.append(Proposal(batch, streams, of[0].proposed_by_id, of[0].proposed_on))
    return found


def check_second(session: Session, batch: str, hand: Hand, second_name: str = "") -> tuple[str, ...]:
    """Whether this person may confirm a proposal. Returns the streams that would go. Raises Refused.

    A person who came into another case since stays.
    """
    rows = _rows(session, batch)
    case = session.scalars(select(Case).where(Case.stream_id == rows[0].target)).first()
    if case is None:
        raise _no("Deze casus is er niet meer.")
    _check_term(case, hand.today)
    _check_second(session, rows[0], hand, second_name.strip())
    still = destruction.streams_of(session, case.id)
    return tuple(row.target for row in rows if row.target in still)


def record(
    session: CaptureSession, batch: str, going: Collection[str], hand: Hand, second_name: str = ""
) -> None:
    """Write down that a proposal was confirmed, for the streams that go; the others of it are withdrawn.

    `second_name` is for a house without a server: who stood beside the one who proposed it, on the same desk.
    """
    of = (Destruction.batch == batch, Destruction.confirmed_on.is_(None))
    for row in session.scalars(select(Destruction).where(*of)).all():
        if row.target in going:
            row.confirmed_by_id, row.confirmed_on = hand.user, hand.today
            row.confirmed_device_id, row.confirmed_sig = hand.device, hand.sigs.get(row.target)
            row.second_name = second_name.strip() or None
        else:
            row.withdrawn_on = hand.today


def withdraw(session: CaptureSession, batch: str, today: date) -> None:
    """Take a proposal back. Raises Refused when it was confirmed."""
    for row in _rows(session, batch):
        row.withdrawn_on = today


def confirm_here(desk: Desk, batch: str, second_name: str) -> None:
    """Confirm and destroy in a house without a server. Raises Refused."""
    hand = Hand(desk.user, desk.device, desk.today(), {})

    def fn(session: CaptureSession) -> tuple[str, ...]:
        going = check_second(session, batch, hand, second_name)
        record(session, batch, going, hand, second_name)
        return going

    destruction.destroy(desk, desk.change(fn, CONFIRM))


def _rows(session: Session, batch: str) -> list[Destruction]:
    rows = session.scalars(
        select(Destruction).where(Destruction.batch == batch).order_by(Destruction.id)
    ).all()
    if not rows or any(row.confirmed_on or row.withdrawn_on for row in rows):
        raise _no("Dit voorstel ligt er niet meer.")
    return list(rows)


def _check_term(case: Case, today: date) -> None:
    first = case.first_processed_on
    if first is None:
        raise _no("Van deze casus is niet bekend wanneer hij binnenkwam. Vul die datum eerst in.")
    if not retention_passed(first, today):
        raise _no(f"De bewaartermijn van deze casus loopt nog tot en met {destroy_by(first):%d-%m-%Y}.")


def _check_second(session: Session, row: Destruction, hand: Hand, second_name: str) -> None:
    if row.proposed_sig is not None or not second_name:
        if hand.user == row.proposed_by_id:
            raise _no("U stelde dit zelf voor. Een ander moet het bevestigen.")
        return
    proposer = session.get(Member, row.proposed_by_id)
    if proposer is not None and second_name.casefold() == proposer.name.casefold():
        raise Refused(BadInput("second_name", "Dit is wie het voorstelde. Vul de naam van de ander in."))


def _no(sentence: str) -> Refused:
    return Refused(BadInput("destruction", sentence))
