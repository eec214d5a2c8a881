"""Envelopes of a compartment, in and out."""

from typing import Annotated

from fastapi import APIRouter, Query

from zvhdesk.wire import limits
from zvhdesk.wire.messages import Head, Page, Push, Receipts, Restored
from zvhdesk.wire.texts import Id
from zvhserver.acts import pulling, pushing, restoring
from zvhserver.calls import ACall, Number
from zvhserver.events import News
from zvhserver.policy import Policy, open_to
from zvhserver.routes.nos import NOS

router = APIRouter(prefix="/v1/c/{comp}", responses=NOS)
Limit = Annotated[int, Query(ge=1, le=limits.PULL_ENVELOPES)]


@router.post("/env")
@open_to(Policy.WRITER)
def push(call: ACall, comp: Id, message: Push) -> Receipts:
    """Take envelopes in. Answered when they are safe."""
    envelopes = [one.envelope() for one in message.envelopes]
    with call.write() as (connection, caller):
        receipts = pushing.push(connection, caller, comp, envelopes, call.now_ms)
        news = News(caller.part(comp), receipts[-1].seq)
        call.server.announce(connection, news)
    call.server.tell(news)
    return Receipts(receipts=receipts)


@router.get("/env")
@open_to(Policy.MEMBER)
def pull(call: ACall, comp: Id, after: Number = 0, limit: Limit = 500) -> Page:
    """Hand envelopes out."""
    with call.read() as (connection, caller):
        return pulling.pull(connection, caller, comp, after, limit)


@router.post("/restore")
@open_to(Policy.WRITER)
def bring_back(call: ACall, comp: Id, message: Restored) -> Head:
    """Bring back what a restored server lost."""
    with call.write() as (connection, caller):
        return restoring.bring_back(connection, caller, comp, message)
