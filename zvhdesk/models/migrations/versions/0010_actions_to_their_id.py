"""The list of actions is in one order down to its ids, read from its indexes alone. Changes no value."""

from collections.abc import Sequence

from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INDEXES = {
    "ix_action_due": ("status", "due_on", "deleted", "case_id", "number", "id"),
    "ix_action_case": ("case_id", "status", "due_on", "deleted", "number", "id"),
    "ix_action_partner": ("partner_id", "status", "due_on", "deleted", "case_id", "number", "id"),
}


def upgrade() -> None:
    for name, columns in _INDEXES.items():
        op.drop_index(name, "action")
        op.create_index(name, "action", list(columns), unique=False)
