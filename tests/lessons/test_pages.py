"""Reading the course: days, lessons, and the way from one to the next."""

import threading
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.lessons import service
from lms.lessons.models import LessonDone
from lms.lessons.queries import progress_of
from lms.practice.models import ExerciseTry
from lms.quizzes.attempts.models import Attempt
from tests.constants import FIRST_DAY, NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment, an_organiser

DAY = timedelta(days=1)


@pytest.fixture
def enrolment(app, at):
    return an_enrolment()


@pytest.fixture
def reader(browser, enrolment):
    """A participant's browser; `get` and `post` take paths inside her workshop."""
    slug = enrolment.workshop.slug
    browser.sign_in(enrolment.person)

    class Reader:
        def get(self, path):
            return browser.get(f"/w/{slug}{path}")

        def post(self, path, **data):
            return browser.post(f"/w/{slug}{path}", data=data)

    return Reader()


def text(response) -> str:
    return response.get_data(as_text=True)


def lessons_done() -> int:
    return db.session.scalar(select(func.count()).select_from(LessonDone))


def test_the_course_page_shows_every_day(reader):
    page = text(reader.get("/course"))

    assert "Hari pertama" in page
    assert "Hari kedua" in page


def test_the_course_page_leads_to_the_one_next_step(reader):
    page = text(reader.get("/course"))

    assert page.count('class="next-step"') == 1


def test_a_day_lists_its_items_in_order(reader):
    page = text(reader.get("/days/1"))
    places = [
        page.index(f'">{title}</a>')
        for title in (
            "Tes awal",
            "Pelajaran satu",
            "Pelajaran dua",
            "Simpanan wajib",
            "Kuis hari 1",
        )
    ]

    assert places == sorted(places)


def test_a_lesson_shows_its_text_and_no_markdown(reader):
    page = text(reader.get("/lessons/h1-l1"))

    assert "Koperasi dimiliki <strong>anggota</strong>." in page


def test_finishing_a_lesson_leads_to_the_next_one(reader, enrolment):
    response = reader.post("/lessons/h1-l1/done")

    assert response.status_code == 303
    assert response.location == f"/w/{enrolment.workshop.slug}/lessons/h1-l2"


def test_finishing_the_last_lesson_leads_to_the_first_exercise(reader, enrolment):
    response = reader.post("/lessons/h1-l2/done")

    assert response.location == f"/w/{enrolment.workshop.slug}/exercises/h1-p1"


def test_a_finished_lesson_counts_once_however_often_it_is_finished(reader):
    reader.post("/lessons/h1-l1/done")
    reader.post("/lessons/h1-l1/done")

    assert lessons_done() == 1


def test_a_finished_lesson_can_be_read_again_and_need_not_be_finished(reader):
    reader.post("/lessons/h1-l1/done")

    page = reader.get("/lessons/h1-l1")

    assert page.status_code == 200
    assert "/lessons/h1-l1/done" not in text(page)


def test_a_lesson_is_noted_with_the_time_it_was_finished(enrolment):
    service.finish_lesson(enrolment, "h1-l1", NOW - DAY)

    assert db.session.scalar(select(LessonDone.done_at)) == NOW - DAY


def test_reading_a_lesson_writes_nothing(reader):
    reader.get("/lessons/h1-l1")

    assert lessons_done() == 0


def test_finishing_twice_at_the_same_moment_gives_one_row(app, enrolment, reader):
    slug, person, codes = enrolment.workshop.slug, enrolment.person, []
    browsers = [app.test_client().sign_in(person) for _ in range(4)]

    def press(browser):
        with app.app_context():
            codes.append(browser.post(f"/w/{slug}/lessons/h1-l1/done").status_code)

    threads = [threading.Thread(target=press, args=(each,)) for each in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert codes == [303] * 4
    assert lessons_done() == 1


def test_lessons_stay_open_after_the_practice_period(reader, at):
    at(NOW + 40 * DAY)

    assert reader.get("/lessons/h1-l1").status_code == 200


def test_a_day_says_that_the_practice_period_has_ended(reader, at):
    at(NOW + 40 * DAY)

    for page in ("/days/1", "/course"):
        shown = text(reader.get(page))
        assert "Masa latihan Anda sudah berakhir. Anda tetap dapat berlatih" in shown


def test_the_quiz_of_a_day_to_come_is_not_the_next_step(app, at, browser):
    enrolment = an_enrolment(a_workshop(first_day=FIRST_DAY + 30 * DAY))
    browser.sign_in(enrolment.person)

    page = text(browser.get(f"/w/{enrolment.workshop.slug}/days/1"))

    assert "Belum dibuka" in page
    assert page.index("next-step") < page.index("Baca pelajaran ini")


@pytest.mark.parametrize("path", ["/lessons/none", "/days/9", "/days/0", "/lessons/h1-p1"])
def test_what_the_course_does_not_have_is_not_found(reader, path):
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/course", "/days/1", "/lessons/h1-l1"])
def test_another_workshop_is_not_found(browser, enrolment, path):
    browser.sign_in(enrolment.person)

    assert browser.get(f"/w/{a_workshop().slug}{path}").status_code == 404


def test_a_lesson_of_another_workshop_cannot_be_finished(browser, enrolment):
    browser.sign_in(enrolment.person)

    response = browser.post(f"/w/{a_workshop().slug}/lessons/h1-l1/done")

    assert response.status_code == 404
    assert lessons_done() == 0


@pytest.mark.parametrize("path", ["/course", "/days/1", "/days/2", "/lessons/h1-l1"])
def test_staff_read_the_same_pages_without_progress(browser, enrolment, path):
    workshop = enrolment.workshop
    browser.sign_in(a_staff_member(workshop))

    page = text(browser.get(f"/w/{workshop.slug}{path}"))

    assert "<progress" not in page
    assert "next-step" not in page
    assert "/done" not in page


def test_an_organiser_may_read_but_not_finish(browser, enrolment):
    workshop = enrolment.workshop
    browser.sign_in(an_organiser(workshop.program))

    assert browser.get(f"/w/{workshop.slug}/lessons/h1-l1").status_code == 200
    assert browser.post(f"/w/{workshop.slug}/lessons/h1-l1/done").status_code == 403


@pytest.mark.parametrize("path", ["/course", "/days/1", "/lessons/h1-l1"])
def test_a_page_takes_at_most_five_statements(reader, statements, path):
    reader.get(path)
    with statements() as seen:
        reader.get(path)

    assert len(seen) <= 5, seen


def test_finishing_a_lesson_takes_at_most_eight_statements(reader, statements):
    reader.get("/lessons/h1-l1")
    with statements() as seen:
        reader.post("/lessons/h1-l1/done")

    assert len(seen) <= 8, seen


def test_progress_tells_tried_from_done_and_begun_from_handed_in(enrolment):
    for exercise, number, credit in (
        ("h1-p1", 1, Fraction(0)),
        ("h1-p1", 2, Fraction(1)),
        ("h1-t1", 1, Fraction(1, 2)),
        ("h2-t1", 1, None),
    ):
        db.session.add(a_try(enrolment, exercise, number, credit))
    db.session.add(an_attempt(enrolment, "kuis-1", handed_in_at=NOW))
    db.session.add(an_attempt(enrolment, "kuis-2", handed_in_at=None))
    service.finish_lesson(enrolment, "h1-l1", NOW)
    db.session.commit()

    progress = progress_of(enrolment)

    assert progress.lessons_done == {"h1-l1"}
    assert progress.exercises_done == {"h1-p1", "h2-t1"}
    assert progress.exercises_tried == {"h1-p1", "h1-t1", "h2-t1"}
    assert progress.quizzes_handed_in == {"kuis-1"}
    assert progress.quizzes_open == {"kuis-2"}


def test_progress_takes_one_statement(enrolment, statements):
    assert enrolment.id
    with statements() as seen:
        progress_of(enrolment)

    assert len(seen) == 1


def a_try(enrolment, exercise_id, number, credit) -> ExerciseTry:
    return ExerciseTry(
        enrolment_id=enrolment.id,
        exercise_id=exercise_id,
        number=number,
        revision_id=enrolment.workshop.revision_id,
        seed=number,
        answer="1",
        credit=credit,
        answered_at=NOW,
    )


def an_attempt(enrolment, quiz_id, handed_in_at) -> Attempt:
    return Attempt(
        enrolment_id=enrolment.id,
        quiz_id=quiz_id,
        number=1,
        revision_id=enrolment.workshop.revision_id,
        seed=1,
        question_ids=[],
        started_at=NOW,
        handed_in_at=handed_in_at,
    )


def test_notes_for_trainers_are_for_staff_alone(browser, enrolment, reader):
    assert "dua ponsel" not in text(reader.get("/lessons/h1-l1"))
    browser.sign_in(a_staff_member(enrolment.workshop))
    assert "<strong>dua ponsel</strong>" in text(reader.get("/lessons/h1-l1"))
