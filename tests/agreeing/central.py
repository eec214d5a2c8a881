"""A server on SQLite, for what does not depend on the database."""

from dataclasses import dataclass

from zvhserver.cli import houses
from zvhserver.store.engine import Store


@dataclass(frozen=True)
class Central:
    """Where it is, and codes for new houses."""

    url: str
    store: Store

    def new_code(self) -> str:
        """For one new house."""
        return houses.new_code(self.store)
