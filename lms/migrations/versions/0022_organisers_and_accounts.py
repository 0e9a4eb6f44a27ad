"""several organisers, and accounts that are closed

Who is asked to organise a program as well; since when somebody cannot sign in any more.

Revision: 0022a
Follows: 0021a
"""

import sqlalchemy as sa
from alembic import op

revision = "0022a"
down_revision = "0021a"
branch_labels = None
depends_on = None
works_with = "0021a"


def upgrade() -> None:
    op.create_table(
        "program_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_program_invitation_program_id_program"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["person.id"],
            name=op.f("fk_program_invitation_invited_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_invitation")),
        sa.UniqueConstraint(
            "program_id", "email", name=op.f("uq_program_invitation_program_id_email")
        ),
    )
    op.create_index(op.f("ix_program_invitation_email"), "program_invitation", ["email"])
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("disabled_at")
    op.drop_index(op.f("ix_program_invitation_email"), table_name="program_invitation")
    op.drop_table("program_invitation")
