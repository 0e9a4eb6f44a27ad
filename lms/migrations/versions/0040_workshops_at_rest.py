"""workshops at rest

What is written to a workshop whose practice period is over is counted, so that what its account
adds up can be kept before somebody closes it.

Revision: 0040a
Follows: 0038a
"""

import sqlalchemy as sa
from alembic import op

revision = "0040a"
down_revision = "0038a"
branch_labels = None
depends_on = None
works_with = "0038a"


def upgrade() -> None:
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rests_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("writes_at_rest", sa.Integer(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("kept_account", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("writes_at_rest", sa.Integer(), nullable=False, server_default="0")
        )


def downgrade() -> None:
    with op.batch_alter_table("kept_account", schema=None) as batch_op:
        batch_op.drop_column("writes_at_rest")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_column("writes_at_rest")
        batch_op.drop_column("rests_since")
