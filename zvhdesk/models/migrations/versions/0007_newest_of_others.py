"""What others wrote is found from its newest on: each change set that is sealed asks it. Additive."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(
        "ix_change_set_seq", "change_set", ["seq"], unique=False, sqlite_where=sa.text("seq IS NOT NULL")
    )
