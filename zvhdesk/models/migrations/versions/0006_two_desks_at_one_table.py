"""Lines of the note taker: how they reach the wall of a casustafel, and which still wait. Additive."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    lines = sa.Enum("nod", "direct", name="linesofothers", native_enum=False, length=40)
    op.add_column("case_table", sa.Column("lines_of_others", lines, nullable=True))
    for table in ("action", "decision"):
        op.add_column(table, sa.Column("awaits_nod", sa.Boolean(), nullable=True))
