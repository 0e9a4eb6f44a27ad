"""What the answers of an attempt earn, kept with it as two short texts.

A report over thousands of attempts reads these instead of ten times as many answers. `score` has
four words: points earned, points possible, answers that wait for a trainer, answers graded. `marks`
has four words an answer: its question, its credit (`-` while it waits), the most points, and
whether a trainer gave it.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from lms.quizzes.attempts.rules import Mark, Score, score

WAITS = "-"
_BY_TRAINER, _BY_ITSELF = "trainer", "itself"
_WORDS = 4


class KeptMark(NamedTuple):
    """One answer: its question, its credit (None while it waits), the most points."""

    question_id: str
    credit: Fraction | None
    points: Fraction
    by_trainer: bool = False


def score_text(marks: Iterable[KeptMark]) -> str:
    """The score of an attempt as it is kept."""
    all_marks = list(marks)
    found = score(Mark(each.credit, each.points) for each in all_marks)
    graded = len(all_marks) - found.waiting
    return f"{found.earned} {found.possible} {found.waiting} {graded}"


@lru_cache(maxsize=5_000)
def score_in(text: str) -> Score:
    """The score that is kept; many people have the same."""
    earned, possible, waiting, graded = text.split(" ")
    return Score(Fraction(earned), Fraction(possible), int(waiting), int(graded) > 0)


def marks_text(marks: Iterable[KeptMark]) -> str:
    """The marks of an attempt as they are kept, in the order of its questions."""
    return " ".join(
        f"{each.question_id} {WAITS if each.credit is None else each.credit} {each.points}"
        f" {_BY_TRAINER if each.by_trainer else _BY_ITSELF}"
        for each in marks
    )


def marks_in(text: str) -> list[KeptMark]:
    """The marks that are kept."""
    words = text.split()
    return [
        KeptMark(
            question_id,
            None if credit == WAITS else Fraction(credit),
            Fraction(points),
            by == _BY_TRAINER,
        )
        for question_id, credit, points, by in zip(
            *(words[start::_WORDS] for start in range(_WORDS)), strict=True
        )
    ]


def words_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Question, credit and points of each answer as they are written, for who reads thousands."""
    words = text.split()
    return zip(words[::_WORDS], words[1::_WORDS], words[2::_WORDS], strict=True)


def has_trainers(text: str) -> bool:
    """Whether a trainer gave any of the marks that are kept."""
    return _BY_TRAINER in text.split()[3::_WORDS]


def without_trainers(marks: Iterable[KeptMark]) -> list[KeptMark]:
    """The marks as she sees them before grades are released: what trainers gave still waits."""
    return [each._replace(credit=None) if each.by_trainer else each for each in marks]
