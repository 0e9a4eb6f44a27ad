"""secrets given by somebody else

Whether the password somebody signs in with was made by somebody else and is to be changed.

Revision: 0026a
Follows: 0025a
"""

import sqlalchemy as sa
from alembic import op

revision = "0026a"
down_revision = "0025a"
branch_labels = None
depends_on = None
works_with = "0025a"


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("secret_is_given", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("secret_is_given")
