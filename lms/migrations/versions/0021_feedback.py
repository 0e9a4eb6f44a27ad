"""a questionnaire about the workshop

Who has answered the questionnaire of a workshop, and what was said.

Revision: 0021a
Follows: 0014a
"""

import sqlalchemy as sa
from alembic import op

revision = "0021a"
down_revision = "0014a"
branch_labels = None
depends_on = None
works_with = "0014a"


def upgrade() -> None:
    op.create_table(
        "feedback_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_feedback_response_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_response")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_feedback_response_enrolment_id")),
    )
    op.create_table(
        "feedback_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.String(length=40), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "rating BETWEEN 1 AND 5", name=op.f("ck_feedback_answer_rating_1_to_5")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["feedback_response.id"],
            name=op.f("fk_feedback_answer_response_id_feedback_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_answer")),
        sa.UniqueConstraint(
            "response_id", "statement_id", name=op.f("uq_feedback_answer_response_id_statement_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("feedback_answer")
    op.drop_table("feedback_response")
