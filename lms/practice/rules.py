"""Which numbers a try has."""

from lms.questions import Question, derive_seed

MAX_TRIES = 1_000_000
"""The highest number of a try: nobody gets there, and it fits every database."""


def seed_of(enrolment_id: int, exercise_id: str, number: int) -> int:
    """The seed of a person's try; tries are numbered from 1."""
    return derive_seed("practice", enrolment_id, exercise_id, number)


def draws_numbers(question: Question) -> bool:
    """Whether another try has other numbers, not only another order of options."""
    return bool(question.draw.free)
