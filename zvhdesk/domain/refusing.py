"""What every refusal is: an exception that carries a reason. The reasons stand in their own modules."""

from typing import Any


class Refusing(Exception):
    """Somebody said no and nothing was changed. `reason` is a frozen dataclass."""

    def __init__(self, reason: Any) -> None:
        super().__init__(type(reason).__name__)
        self.reason = reason
