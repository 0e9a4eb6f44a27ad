"""requests for erasure

Who asks that her data be erased, and what was answered.

Revision: 0023a
Follows: 0022a
"""

import sqlalchemy as sa
from alembic import op

revision = "0023a"
down_revision = "0022a"
branch_labels = None
depends_on = None
works_with = "0022a"


def upgrade() -> None:
    op.create_table(
        "erasure_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_erasure_request_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["person.id"],
            name=op.f("fk_erasure_request_answered_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_request")),
    )
    op.create_index(op.f("ix_erasure_request_person_id"), "erasure_request", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_erasure_request_person_id"), table_name="erasure_request")
    op.drop_table("erasure_request")
