"""After the practice period everything stays open to practise, and is said to count no more."""

from datetime import timedelta

from lms.database import db
from lms.workshops.models import Extension
from tests.constants import NOW

AFTER = NOW + timedelta(days=40)
OVER = "Masa latihan Anda sudah berakhir."


def test_whoever_practises_after_the_period_is_told_that_it_no_longer_counts(learner, at):
    at(AFTER)

    page = learner.get().text

    assert OVER in page
    assert "Anda tetap dapat berlatih; hasilnya tidak lagi dihitung." in page


def test_what_is_answered_after_the_period_is_judged_and_explained(learner, at, tries):
    at(AFTER)

    assert learner.answer("1").status_code == 303
    learner.ask_for_solution()

    assert learner.variant().solution in learner.get(number=1).text
    assert OVER in learner.get(number=1).text
    assert len(tries()) == 1


def test_with_an_extension_nothing_is_over(learner, at):
    enrolment = learner.enrolment
    db.session.add(
        Extension(
            workshop_id=enrolment.workshop_id,
            enrolment_id=enrolment.id,
            until=AFTER + timedelta(days=10),
            reason="Sakit.",
            granted_at=NOW,
        )
    )
    db.session.commit()
    at(AFTER)

    assert OVER not in learner.get().text
