"""program loans

A program is taken along on another computer, where it goes on until it is brought back.

Revision: 0041a
Follows: 0040a
"""

import sqlalchemy as sa
from alembic import op

revision = "0041a"
down_revision = "0040a"
branch_labels = None
depends_on = None
works_with = "0040a"


def upgrade() -> None:
    op.create_table(
        "program_loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("lent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("base", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_program_loan_program_id_program")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_loan")),
        sa.UniqueConstraint("token", name=op.f("uq_program_loan_token")),
    )
    op.create_index(op.f("ix_program_loan_program_id"), "program_loan", ["program_id"])
    with op.batch_alter_table("program") as batch:
        batch.add_column(sa.Column("lent_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("program") as batch:
        batch.drop_column("lent_at")
    op.drop_table("program_loan")
