"""Houses and their rosters, and how a device joins."""

from fastapi import APIRouter, Response

from zvhdesk.wire.messages import (
    RESTORING_HEADER,
    Heads,
    HouseFound,
    Join,
    JoinKeys,
    RosterPage,
    RosterPush,
)
from zvhdesk.wire.texts import Hash
from zvhserver.acts import compartments, heads, joining, rosters
from zvhserver.acts.compartments import Mode
from zvhserver.calls import ACall, Number
from zvhserver.policy import Policy, open_to
from zvhserver.routes.nos import NOS

router = APIRouter(prefix="/v1", responses=NOS)


@router.post("/houses", status_code=201, response_class=Response)
@open_to(Policy.CODE)
def found(call: ACall, message: HouseFound) -> Response:
    """A desk makes its house here, or makes it again after its server was lost."""
    call.count("house-from", call.address.encode(), call.server.tries.join)
    with call.server.store.write() as connection:
        rosters.found(connection, message, call.now_ms)
    return Response(status_code=201)


@router.get("/heads")
@open_to(Policy.DEVICE)
def heads_of(call: ACall, response: Response) -> Heads:
    """Where the roster and each compartment of this device stand: nothing newer, nothing to ask.

    That the house is being restored stands in a header: an older desk reads no field too many.
    """
    with call.read() as (connection, caller):
        if compartments.mode_of(connection, caller.house) is Mode.RESTORE:
            response.headers[RESTORING_HEADER] = "1"
        return heads.heads(connection, caller)


@router.get("/roster")
@open_to(Policy.KNOWN)
def roster(call: ACall, after: Number = 0) -> RosterPage:
    """Entries of my house: it tells a revoked device what to do with itself."""
    with call.read(revoked=True) as (connection, caller):
        return rosters.page(connection, caller.house, after)


@router.get("/houses/{code}/roster")
@open_to(Policy.CODE)
def roster_by_code(call: ACall, code: Hash, after: Number = 0) -> RosterPage:
    """The same for a device that joins: it must see that it was named before it can log in."""
    call.count("look-from", call.address.encode(), call.server.tries.join * 12)
    with call.server.store.write() as connection:
        house = joining.found(connection, code, call.now_ms).house
        return rosters.page(connection, house, after)


@router.post("/roster", status_code=201, response_class=Response)
@open_to(Policy.DEVICE)
def add(call: ACall, message: RosterPush) -> Response:
    """More entries. They are signed by whom they must be: any desk may bring them to a restored server."""
    with call.write() as (connection, caller):
        rosters.add(connection, caller.house, [entry.entry() for entry in message.entries])
    return Response(status_code=201)


@router.put("/join/{code}", status_code=201, response_class=Response)
@open_to(Policy.ADMIN)
def invite(call: ACall, code: Hash) -> Response:
    """An admin opens a place for a device, under the hash of a code."""
    with call.write() as (connection, caller):
        joining.invite(connection, caller, code, call.now_ms)
    return Response(status_code=201)


@router.post("/join/{code}")
@open_to(Policy.CODE)
def post(call: ACall, code: Hash, message: JoinKeys) -> Join:
    """The joining device leaves its public keys."""
    call.count("join-from", call.address.encode(), call.server.tries.join)
    with call.server.store.write() as connection:
        return joining.post(connection, code, message, call.now_ms)


@router.get("/join/{code}")
@open_to(Policy.CODE)
def look(call: ACall, code: Hash) -> Join:
    """What stands there."""
    call.count("look-from", call.address.encode(), call.server.tries.join * 12)
    with call.server.store.write() as connection:
        return joining.found(connection, code, call.now_ms)
