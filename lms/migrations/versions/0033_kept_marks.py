"""kept marks

What the answers of an attempt earn stands with the attempt, for reports over thousands of them.

Revision: 0033a
Follows: 0031a
"""

from fractions import Fraction
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0033a"
down_revision = "0031a"
branch_labels = None
depends_on = None

# No `works_with`: a release that knows nothing of these columns would grade past them.

CHUNK = 1_000
_ATTEMPT = sa.table(
    "attempt",
    sa.column("id", sa.Integer),
    sa.column("handed_in_at", sa.DateTime(timezone=True)),
    sa.column("score", sa.String),
    sa.column("marks", sa.Text),
)
_ANSWER = sa.table(
    "answer",
    sa.column("attempt_id", sa.Integer),
    sa.column("position", sa.Integer),
    sa.column("question_id", sa.String),
    sa.column("credit", sa.String),
    sa.column("points", sa.String),
    sa.column("graded_by_id", sa.Integer),
)


def upgrade() -> None:
    with op.batch_alter_table("attempt") as batch_op:
        batch_op.add_column(sa.Column("score", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("marks", sa.Text(), nullable=True))
    connection = op.get_bind()
    last = 0
    while ids := connection.scalars(
        sa.select(_ATTEMPT.c.id)
        .where(_ATTEMPT.c.id > last, _ATTEMPT.c.handed_in_at.is_not(None))
        .order_by(_ATTEMPT.c.id)
        .limit(CHUNK)
    ).all():
        _fill(connection, ids[0], last := ids[-1])


def _fill(connection: sa.Connection, first: int, last: int) -> None:
    answers = connection.execute(
        sa.select(_ANSWER)
        .where(_ANSWER.c.attempt_id.between(first, last))
        .order_by(_ANSWER.c.attempt_id, _ANSWER.c.position)
    ).all()
    kept = [
        {"attempt_id": attempt_id, "its_score": score, "its_marks": marks}
        for attempt_id, rows in groupby(answers, key=lambda row: row.attempt_id)
        for score, marks in [_kept(list(rows))]
    ]
    if kept:
        connection.execute(
            sa.update(_ATTEMPT)
            .where(
                _ATTEMPT.c.id == sa.bindparam("attempt_id"), _ATTEMPT.c.handed_in_at.is_not(None)
            )
            .values(score=sa.bindparam("its_score"), marks=sa.bindparam("its_marks")),
            kept,
        )


def _kept(rows: list[sa.Row]) -> tuple[str, str]:
    graded = [row for row in rows if row.credit is not None]
    earned = sum((Fraction(row.credit) * Fraction(row.points) for row in graded), Fraction(0))
    possible = sum((Fraction(row.points) for row in rows), Fraction(0))
    marks = " ".join(
        f"{row.question_id} {'-' if row.credit is None else row.credit} {row.points}"
        f" {'itself' if row.graded_by_id is None else 'trainer'}"
        for row in rows
    )
    return f"{earned} {possible} {len(rows) - len(graded)} {len(graded)}", marks


def downgrade() -> None:
    with op.batch_alter_table("attempt") as batch_op:
        batch_op.drop_column("marks")
        batch_op.drop_column("score")
