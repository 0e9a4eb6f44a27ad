"""Reading what trainers accept beside the keys of a quiz, or refuse."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from lms.database import db
from lms.quizzes.attempts.models_decisions import AcceptedAnswer
from lms.quizzes.attempts.rules_accepting import Accepted

_ACCEPTED = AcceptedAnswer.__table__.c
# Built once, for every hand-in asks.
_OF_ALL_QUIZZES = select(
    _ACCEPTED.workshop_id,
    _ACCEPTED.quiz_id,
    _ACCEPTED.question_id,
    _ACCEPTED.place,
    _ACCEPTED.essence.label("normalised"),
    _ACCEPTED.refused,
).where(_ACCEPTED.workshop_id.in_(bindparam("workshop_ids", expanding=True)))
_OF_QUIZ = _OF_ALL_QUIZZES.where(_ACCEPTED.quiz_id == bindparam("quiz_id"))


def accepted_in(workshop_id: int, quiz_id: str) -> Accepted:
    """Return what is accepted beside the key of a quiz. One statement."""
    return accepted_in_workshops({workshop_id}, quiz_id)[workshop_id, quiz_id]


def accepted_in_workshops(
    workshop_ids: Collection[int], quiz_id: str = ""
) -> Mapping[tuple[int, str], Accepted]:
    """Return what is accepted beside the keys (of one quiz, or of all), by workshop and quiz.

    One statement.
    """
    given = {"workshop_ids": list(workshop_ids), "quiz_id": quiz_id}
    rows = db.session.execute(_OF_QUIZ if quiz_id else _OF_ALL_QUIZZES, given).all()
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
