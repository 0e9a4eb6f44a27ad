"""wrong tries on one's own devices

Whether a wrong try came from a device somebody has signed in from before.

Revision: 0024a
Follows: 0023a
"""

import sqlalchemy as sa
from alembic import op

revision = "0024a"
down_revision = "0023a"
branch_labels = None
depends_on = None
works_with = "0023a"


def upgrade() -> None:
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("own_phone_key", sa.String(length=64), nullable=False, server_default="")
        )


def downgrade() -> None:
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_column("own_phone_key")
