"""What pages of an attempt read by facts alone agrees with the rows."""

from dataclasses import fields
from typing import Any

from lms.database import db
from lms.people.models import Person
from lms.quizzes import queries, queries_saves, service
from lms.quizzes.models import Attempt, ExtraTime, TimeGrant
from lms.quizzes.saves import Page, Sent, digest
from lms.quizzes.sittings import AttemptFacts, Sitting
from tests.factories import NOW, a_workshop, an_enrolment, who_asks
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


def test_the_saves_read_along_with_a_page_are_those_read_row_by_row(app):
    sitting = a_sitting(an_enrolment(a_workshop()))
    page = Page("laptop", NOW, 0, digest(None))
    for number, text in enumerate(("5", "", "7"), start=1):
        service.save(sitting, Sent(1, {"answer": [text]}, "laptop", number, NOW, page))
    db.session.commit()

    along = _found(sitting.attempt.enrolment.person, sitting.attempt, queries.asked_for_page).saves

    assert along == list(queries_saves.saves_at(sitting.attempt, 1))
    assert [save.is_answered for save in along] == [True, False, True]
