"""practice on paper

A sitting may be a booklet: printed, answered by hand, and typed in by staff.

Revision: 0010a
Follows: 0008a
"""

import sqlalchemy as sa
from alembic import op

revision = "0010a"
down_revision = "0008a"
branch_labels = None
depends_on = None

works_with = "0008a"


def upgrade() -> None:
    with op.batch_alter_table("practice_sitting", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("on_paper", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("practice_sitting", schema=None) as batch_op:
        batch_op.drop_column("on_paper")
