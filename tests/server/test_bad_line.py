"""Thirty-five phones in a hall with one bad router all end with exactly their answers."""

import random

import pytest
from sqlalchemy import select

from lms.database import db
from lms.quizzes.attempts.models import Answer, Attempt
from tests.server.bad_line import BadLinePhone

pytestmark = pytest.mark.server

PHONES = 35


@pytest.mark.parametrize(
    "changes", [2, pytest.param(40, marks=pytest.mark.long)], ids=["few", "many"]
)
def test_every_phone_ends_with_exactly_its_answers(seat_people, changes):
    phones = [
        BadLinePhone(seat.visitor, seat.cover.replace("kuis-2", "kuis-1"), seed, changes)
        for seed, seat in enumerate(seat_people(PHONES), random.randrange(10**6))
    ]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join(300)

    assert [phone.failed for phone in phones if phone.failed] == []
    bad, requests = (sum(getattr(p, n) for p in phones) for n in ("went_wrong", "requests"))
    assert bad / requests > 0.2
    assert stored() == {number_of(phone): phone.meant for phone in phones}


def number_of(phone):
    return int(phone.attempt.rsplit("/", 1)[1])


def stored():
    """The answers handed in, by attempt and position."""
    db.session.rollback()
    found = {}
    for attempt_id, position, answer in db.session.execute(
        select(Answer.attempt_id, Answer.position, Answer.answer)
        .join(Attempt)
        .where(Attempt.handed_in_at.is_not(None))
    ):
        told = sorted(answer) if isinstance(answer, list) else answer
        found.setdefault(attempt_id, {})[position] = told
    return found
