"""The answers that are no, as every route may give them."""

from typing import Any

from zvhdesk.wire.messages import No
from zvhserver.acts.answers import STATUS

NOS: dict[int | str, dict[str, Any]] = {status: {"model": No} for status in sorted(set(STATUS.values()))}
"""For the published description."""
