"""The log of the server: which route, which status, how long. Never what was said, nor who said it.

A path holds ids of compartments and streams; the log has its template instead.
"""

import logging
import time
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse

from zvhdesk.wire.messages import Why
from zvhserver.limiting import App, Receive, Scope, Send

LOG = logging.getLogger("zvhserver")


class Logged:
    """ASGI: one line for each request when it ends."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on and look at the status."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 0

        async def noted(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold what was sent
            LOG.error("%s at %s", type(error).__name__, _place(error))  # noqa: TRY400
            if not status:
                await JSONResponse({"why": Why.BUSY.value, "number": None}, 500)(scope, receive, noted)
        finally:
            route = scope.get("route")
            path = getattr(route, "path", "-")
            took = round((time.monotonic() - began) * 1000)
            # Any word may stand where a method does.
            method = scope["method"] if route is not None else "-"
            LOG.info("%s %s %s %s ms", method, path, status, took)


def _place(error: Exception) -> str:
    """File and line where it was raised, in our own code or below it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
