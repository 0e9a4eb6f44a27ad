"""Practice ends with the practice period, which a trainer can extend."""

from datetime import timedelta

from lms.database import db
from lms.workshops.models import Extension
from tests.constants import NOW

AFTER = NOW + timedelta(days=40)


def text(response) -> str:
    return response.get_data(as_text=True)


def test_practice_ends_with_the_practice_period(learner, at, tries):
    at(AFTER)

    response = learner.get()

    assert response.status_code == 409
    assert "perpanjangan" in text(response)


def test_what_is_typed_as_the_period_ends_is_shown_and_not_kept(learner, at, tries):
    at(AFTER)

    response = learner.answer("Tulisan yang panjang", "h2-t1")

    assert response.status_code == 409
    assert "Tulisan yang panjang" in text(response)
    assert tries() == []


def test_an_extension_opens_practice_again(learner, at):
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

    assert learner.get().status_code == 200


def test_results_stay_after_the_practice_period(learner, at):
    learner.answer("1")
    at(AFTER)

    page = text(learner.get(number=1))
    assert "Latihan berikutnya" in page
    assert "Coba soal serupa" not in page
