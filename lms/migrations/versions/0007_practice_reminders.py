"""when somebody practises, and who reminded her

A participant says in her own words when she will practise; staff note that they have reminded her.

Revision: 0007a
Follows: 0006a
"""

import sqlalchemy as sa
from alembic import op

revision = "0007a"
down_revision = "0006a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_practice_time_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_time")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_practice_time_enrolment_id")),
    )
    op.create_table(
        "practice_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_practice_reminder_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_practice_reminder_sent_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_reminder")),
    )
    op.create_index(
        op.f("ix_practice_reminder_enrolment_id"), "practice_reminder", ["enrolment_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_practice_reminder_enrolment_id"), "practice_reminder")
    op.drop_table("practice_reminder")
    op.drop_table("practice_time")
