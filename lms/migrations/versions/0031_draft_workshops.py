"""draft workshops

A workshop that is being planned, before participants and reports know of it. What there is is open.

Revision: 0031a
Follows: 0029a
"""

import sqlalchemy as sa
from alembic import op

revision = "0031a"
down_revision = "0029a"
branch_labels = None
depends_on = None

works_with = "0029a"


def upgrade() -> None:
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_draft", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_column("is_draft")
