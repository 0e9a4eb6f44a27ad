"""What pages of an attempt read by facts alone agrees with the rows."""

from dataclasses import fields

import pytest

from lms.database import db
from lms.errors import NotFound
from lms.quizzes import queries
from lms.quizzes.models import ExtraTime, TimeGrant
from lms.quizzes.sittings import AttemptFacts
from tests.factories import NOW, a_workshop, an_enrolment, reach_by_facts
from tests.quizzes.factories import a_sitting


def test_by_facts_an_attempt_ends_as_by_its_row(app):
    workshop = a_workshop(practice_days=3)
    sitting = a_sitting(an_enrolment(workshop))
    enrolment = sitting.attempt.enrolment
    facts = reach_by_facts(workshop.slug, enrolment.person).enrolment
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
    by_facts = queries.glimpse(facts, sitting.attempt.id)

    assert by_facts.quiz is by_row.quiz
    for name in ("ends_at", "window", "given", "last_page_at", "is_handed_in"):
        assert getattr(by_facts, name) == getattr(by_row, name)
    for each in fields(AttemptFacts):
        assert getattr(by_facts.attempt, each.name) == getattr(by_row.attempt, each.name)


def test_by_facts_nobody_finds_the_attempt_of_another(app):
    workshop = a_workshop()
    sitting, other = a_sitting(an_enrolment(workshop)), an_enrolment(workshop)
    facts = reach_by_facts(workshop.slug, other.person).enrolment

    with pytest.raises(NotFound):
        queries.glimpse(facts, sitting.attempt.id)
