"""Which numbers a try has, and how it goes on after an answer."""

from fractions import Fraction

from lms.questions import InvalidAnswer, Question, Variant, derive_seed
from lms.questions.base import Fields, PartAnswered

MAX_TRIES = 1_000_000
"""The highest number of a try: nobody gets there, and it fits every database."""

TWO_CHOICES = 2


def seed_of(enrolment_id: int, drawn_as: str, number: int) -> int:
    """The seed of a person's try, numbered from 1; exercises of one case share its figures."""
    return derive_seed("practice", enrolment_id, drawn_as, number)


def seed_before(enrolment_id: int | None, lesson_id: str, exercise_id: str) -> int:
    """The seed of a question asked before a lesson; None is somebody of the staff."""
    return derive_seed("before", enrolment_id or 0, lesson_id, exercise_id)


def draws_numbers(question: Question) -> bool:
    """Whether another try has other numbers, not only another order of options."""
    return bool(question.draw.free)


def takes_second_answer(variant: Variant[Question]) -> bool:
    """Whether a second answer to the same numbers shows anything.

    Of two choices only the right one is left then, and nobody judges a text.
    """
    one_of_two = (
        variant.kind in ("true_false", "single_choice") and len(variant.options) <= TWO_CHOICES
    )
    return not (one_of_two or variant.question.needs_trainer)


def parts_shown(fields: Fields | None, problem: InvalidAnswer | None) -> int:
    """How many parts of a led question are shown, after what was sent and what came of it."""
    if isinstance(problem, PartAnswered):
        return problem.shown
    return max(1, len((fields or {}).get("answer", [])))


def is_amiss(problem: InvalidAnswer | None) -> bool:
    """Whether something is wrong with an answer, not only the next part still to be shown."""
    return problem is not None and not isinstance(problem, PartAnswered)


def is_finished(
    variant: Variant[Question], credit: Fraction | None, *, answered_twice: bool, gave_up: bool
) -> bool:
    """Whether a try is over, so that its solution may be seen.

    It is once the first answer was right (a text always is: nobody judges it), a second one was
    given, or the solution was asked for.
    """
    right = credit is None or credit == 1
    return right or answered_twice or gave_up or not takes_second_answer(variant)
