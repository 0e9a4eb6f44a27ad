"""What pages of an attempt read by facts alone agrees with the rows."""

from dataclasses import fields
from datetime import datetime
from typing import Any

import pytest

from lms.database import db
from lms.people.models import Person
from lms.quizzes import queries, queries_saves, service
from lms.quizzes.models import Attempt, ExtraTime, TimeGrant
from lms.quizzes.saves import Page, Sent, Sheet, digest
from lms.quizzes.sittings import AttemptFacts, Sitting
from tests.constants import NOW
from tests.factories import a_workshop, an_enrolment, who_asks
from tests.quizzes.factories import a_sitting


def _found(person: Person, attempt: Attempt, ask: Any = queries.asked_to_save) -> Sitting | None:
    slug = attempt.enrolment.workshop.slug
    asked = ask(who_asks(person, workshop_slug=slug, attempt_id=attempt.id, position=1))
    assert asked is not None
    return asked.found


def test_by_facts_an_attempt_ends_as_by_its_row(app):
    workshop = a_workshop(practice_days=3)
    sitting = a_sitting(an_enrolment(workshop))
    enrolment = sitting.attempt.enrolment
    db.session.add_all(
        [
            TimeGrant(
                attempt_id=sitting.attempt.id, tap="a", minutes=7, reason="-", granted_at=NOW
            ),
            ExtraTime(enrolment=enrolment, percent=50, reason="-", granted_at=NOW),
        ]
    )
    db.session.commit()

    by_row = queries.sitting_in(enrolment, sitting.attempt.id)
    by_facts = _found(enrolment.person, sitting.attempt)

    assert by_facts.quiz is by_row.quiz
    for name in ("ends_at", "window", "given", "last_page_at", "is_handed_in"):
        assert getattr(by_facts, name) == getattr(by_row, name)
    for each in fields(AttemptFacts):
        assert getattr(by_facts.attempt, each.name) == getattr(by_row.attempt, each.name)


def test_by_facts_nobody_finds_the_attempt_of_another(app):
    workshop = a_workshop()
    sitting, other = a_sitting(an_enrolment(workshop)), an_enrolment(workshop)

    assert _found(sitting.attempt.enrolment.person, sitting.attempt) is not None
    assert _found(other.person, sitting.attempt) is None


def _saved(*texts: str, opened_at: datetime | None = NOW) -> Sitting:
    """Return a sitting in which these were saved for the first question, one after another."""
    sitting = a_sitting(an_enrolment(a_workshop()))
    page = Page("laptop", opened_at, 0, digest(None)) if opened_at else None
    for number, text in enumerate(texts, start=1):
        service.save(sitting, Sent(1, {"answer": [text]}, "laptop", number, NOW, page))
    db.session.commit()
    return sitting


def _along(sitting: Sitting) -> Sheet:
    """Return the sheet that is read along with the page of the first question."""
    person = sitting.attempt.enrolment.person
    return _found(person, sitting.attempt, queries.asked_for_page).sheet


@pytest.mark.parametrize("opened_at", [NOW, None])
@pytest.mark.parametrize("texts", [("5", "", "7"), ("5", ""), ()])
def test_the_sheet_read_along_with_a_page_is_that_of_the_saves_row_by_row(app, texts, opened_at):
    sitting = _saved(*texts, opened_at=opened_at)
    row_by_row = queries_saves.saves_at(sitting.attempt, 1)

    along, later = _along(sitting), queries_saves.sheet_of(sitting)

    assert (along.holding, along.last_number) == (later.holding, later.last_number)
    assert list(along.holding.values()) == list(row_by_row)[-1:]
    assert along.is_answered(1) == bool(texts and texts[-1])


def test_the_answer_on_a_page_comes_along_with_it(app, statements):
    along = _along(_saved("5", "7,5"))

    with statements() as seen:
        assert queries_saves.answers_on(along, 1) == {1: "7,5"}
    assert not seen


def test_a_long_answer_is_read_by_itself(app, statements):
    essay = "a" * (queries_saves.MOST_ALONG - 1)  # as JSON it has two quotes more
    along = _along(_saved("5", essay))

    with statements() as seen:
        assert queries_saves.answers_on(along, 1) == {1: essay}
    assert len(seen) == 1
