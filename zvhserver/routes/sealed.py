"""Sealed keys: of compartments for devices, of streams under their compartment; and their destruction."""

from fastapi import APIRouter, Response

from zvhdesk.wire.messages import (
    DestroyedPage,
    DestroyOrder,
    KeyBoxes,
    MyBox,
    StreamKeyPage,
    StreamKeys,
    Why,
)
from zvhdesk.wire.texts import Id
from zvhserver.acts import compartments, destroying, keys
from zvhserver.acts.answers import Refusal
from zvhserver.calls import ACall, Number
from zvhserver.policy import Policy, open_to
from zvhserver.routes.nos import NOS

router = APIRouter(prefix="/v1/c/{comp}", responses=NOS)


@router.put("/keys", status_code=201, response_class=Response)
@open_to(Policy.SPEAKER)
def put_boxes(call: ACall, comp: Id, message: KeyBoxes) -> Response:
    """Boxes of the epoch in force, or of those before it that a restored server lost."""
    with call.write() as (connection, caller):
        keys.put_boxes(connection, caller, comp, message)
    return Response(status_code=201)


@router.get("/keys")
@open_to(Policy.MEMBER)
def my_box(call: ACall, comp: Id, epoch: Number) -> MyBox:
    """My own box; for who was sent where nobody is left, the one of recovery."""
    with call.read() as (connection, caller):
        return keys.my_box(connection, caller, comp, epoch)


@router.put("/streams/keys", status_code=201, response_class=Response)
@open_to(Policy.WRITER)
def put_stream_keys(call: ACall, comp: Id, message: StreamKeys) -> Response:
    """Secrets of new streams."""
    with call.write() as (connection, caller):
        # The compartment stays locked until they are safe: a stream destroyed meanwhile would get one again.
        keys.require_stream_writer(connection, caller, comp, message)
        with call.server.store.write_keys() as secrets:
            keys.put_stream_keys(secrets, caller.part(comp), message)
    return Response(status_code=201)


@router.get("/streams/keys")
@open_to(Policy.MEMBER)
def stream_keys(call: ACall, comp: Id, after: Number = 0) -> StreamKeyPage:
    """Secrets of streams, in the order they came."""
    with call.read() as (connection, caller):
        compartments.found(connection, caller, comp)
        compartments.require_member(connection, caller, comp)
    with call.server.store.read_keys() as connection:
        return keys.stream_keys(connection, caller.part(comp), after)


@router.post("/streams/{stream}/destroy", status_code=202, response_class=Response)
@open_to(Policy.MEMBER)
def destroy(call: ACall, comp: Id, stream: Id, message: DestroyOrder) -> Response:
    """Destroy a stream, signed by two admins: the secret first."""
    with call.write() as (connection, caller):
        destroying.check(connection, caller, comp, stream, message)
        with call.server.store.write_keys() as secrets:
            destroying.forget_key(secrets, caller.part(comp), stream)
        destroying.empty(connection, caller.part(comp), stream, message)
    if not call.server.store.forget_pages():
        raise Refusal(Why.BUSY)
    return Response(status_code=202)


@router.get("/destroyed")
@open_to(Policy.MEMBER)
def destroyed(call: ACall, comp: Id, after: Number = 0) -> DestroyedPage:
    """Orders that were carried out, for desks that were away."""
    with call.read() as (connection, caller):
        return destroying.page(connection, caller, comp, after)
