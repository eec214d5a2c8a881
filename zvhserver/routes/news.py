"""News: a stream of hints that there is more (server-sent events)."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from zvhdesk.wire.encoding import to_text
from zvhdesk.wire.messages import BEAT_HEADER
from zvhserver.acts import compartments
from zvhserver.acts.answers import Refusal
from zvhserver.calls import ACall, Call
from zvhserver.events import News
from zvhserver.policy import Policy, open_to
from zvhserver.routes.nos import NOS

router = APIRouter(prefix="/v1", responses=NOS)
LOOK_BEATS = 8
"""After so many words it is looked up whether who listens may listen still: every sixteen seconds."""


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
@open_to(Policy.DEVICE)
async def events(call: ACall) -> StreamingResponse:
    """Hints for the compartments of this device, until it is revoked or its token ends."""
    await run_in_threadpool(_require_device, call)
    beat = call.server.beat_seconds
    headers = {"cache-control": "no-store", BEAT_HEADER: f"{beat:g}"}
    return StreamingResponse(_hints(call, beat), media_type="text/event-stream", headers=headers)


async def _hints(call: Call, beat: float) -> AsyncIterator[str]:
    """News, and a word every `beat` seconds whatever others do: silence then means that the line is cut."""
    async with call.server.hub.waiting() as queue:
        spoke, words = time.monotonic(), 0
        yield ": here\n\n"
        while True:
            try:
                news = await asyncio.wait_for(queue.get(), max(0.0, spoke + beat - time.monotonic()))
                if news is None:
                    return
                # Of a compartment that is not theirs nobody hears that something happened, nor when.
                if await run_in_threadpool(_concerns, call, news):
                    hint = {"c": to_text(news.part.comp), "head_seq": news.head_seq}
                    yield f"data: {json.dumps(hint)}\n\n"
            except TimeoutError:
                spoke = time.monotonic()
                yield ": here\n\n"
                words += 1
                if words % LOOK_BEATS == 0 and not await run_in_threadpool(_is_device, call):
                    return
            except Refusal:
                return


def _require_device(call: Call) -> None:
    with call.read():
        pass


def _is_device(call: Call) -> bool:
    try:
        _require_device(call)
    except Refusal:
        return False
    return True


def _concerns(call: Call, news: News) -> bool:
    with call.read() as (connection, caller):
        its_own = news.part.house == caller.house
        return its_own and compartments.role_in(connection, caller.dev, news.part) is not None
