"""half days of walk-ins

The half day from which somebody from the door takes part; `from_day` alone charged her with a morning
before she came.

Revision: 0035a
Follows: 0033a
"""

import sqlalchemy as sa
from alembic import op

revision = "0035a"
down_revision = "0033a"
branch_labels = None
depends_on = None

works_with = "0033a"


def upgrade() -> None:
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("from_afternoon", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_column("from_afternoon")
