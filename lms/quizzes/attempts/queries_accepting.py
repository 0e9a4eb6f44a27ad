"""Reading what trainers accept beside the keys of a quiz, or refuse."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from lms.database import db
from lms.quizzes.attempts.models_decisions import AcceptedAnswer
from lms.quizzes.attempts.rules_accepting import Accepted


def accepted_in(workshop_id: int, quiz_id: str) -> Accepted:
    """Return what is accepted beside the key of a quiz. One statement."""
    return accepted_in_workshops({workshop_id}, quiz_id)[workshop_id, quiz_id]


def accepted_in_workshops(
    workshop_ids: Collection[int], quiz_id: str = ""
) -> Mapping[tuple[int, str], Accepted]:
    """Return what is accepted beside the keys (of one quiz, or of all), by workshop and quiz.

    One statement.
    """
    query = select(
        AcceptedAnswer.workshop_id,
        AcceptedAnswer.quiz_id,
        AcceptedAnswer.question_id,
        AcceptedAnswer.place,
        AcceptedAnswer.normalised,
        AcceptedAnswer.refused,
    ).where(AcceptedAnswer.workshop_id.in_(workshop_ids))
    if quiz_id:
        query = query.where(AcceptedAnswer.quiz_id == quiz_id)
    rows = db.session.execute(query).all()
    accepted = {
        key: Accepted(
            _normalised_texts(rows, key, refused=False), _normalised_texts(rows, key, refused=True)
        )
        for key in {(row.workshop_id, row.quiz_id) for row in rows}
    }
    return defaultdict(lambda: Accepted({}), accepted)


def _normalised_texts(
    rows: Sequence[Any], key: tuple[int, str], *, refused: bool
) -> Mapping[tuple[str, int], frozenset[str]]:
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows:
        if (row.workshop_id, row.quiz_id) == key and row.refused == refused:
            found[row.question_id, row.place].add(row.normalised)
    return {place: frozenset(texts) for place, texts in found.items()}
