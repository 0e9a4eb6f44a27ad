"""waiting answers

An index of the answers that wait for a trainer, few among many: every trainer's home counts them.

Revision: 0039a
Follows: 0037a
"""

import sqlalchemy as sa
from alembic import op

revision = "0039a"
down_revision = "0037a"
branch_labels = None
depends_on = None
works_with = "0037a"

WAITS = sa.text("credit IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_answer_waiting",
        "answer",
        ["attempt_id"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )


def downgrade() -> None:
    op.drop_index("ix_answer_waiting", table_name="answer")
