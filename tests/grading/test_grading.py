"""Trainers grade what no rule can."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.grading import rules
from lms.grading.rules import InvalidPoints
from lms.quizzes.attempts.models import Answer
from lms.workshops.models import StaffRole
from tests.constants import HOUR, NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment
from tests.grading.factories import desk_of, grade, marks, queue_of, release, stored
from tests.quizzes.factories import a_quiz_attempt, a_result, address_of, an_essay, together


@given(st.integers(0, 10_000), st.integers(1, 1000))
def test_points_are_read_as_written_and_never_beyond_the_rubric(hundredths, most):
    points = Fraction(hundredths, 100)
    text = f"{hundredths // 100},{hundredths % 100:02}"

    if points <= most:
        assert rules.read_points(text, most) == points
    else:
        with pytest.raises(InvalidPoints):
            rules.read_points(text, most)


@pytest.mark.parametrize("text", ["", "abc", "-1", "101", "1e3", "0,001", "9" * 50, "nan"])
def test_anything_else_is_no_number_of_points(text):
    with pytest.raises(InvalidPoints):
        rules.read_points(text, 100)


@given(st.lists(st.integers(1, 999), unique=True), st.text(min_size=1, max_size=5))
def test_the_reading_order_holds_every_answer_and_never_changes(ids, question_id):
    order = rules.reading_order(question_id, ids)

    assert sorted(order) == sorted(ids)
    assert rules.reading_order(question_id, reversed(ids)) == order


def test_each_question_has_an_order_of_its_own_and_a_newcomer_moves_nobody():
    ids = range(1, 13)
    one, other = (rules.reading_order(question_id, ids) for question_id in ("q-1", "q-2"))

    assert one != other
    assert [each for each in rules.reading_order("q-1", [*ids, 99]) if each != 99] == one


def test_what_waits_stands_first_and_one_button_leads_to_it(browser, workshop, trainer):
    a_result(an_enrolment(workshop), "kuis-1", {4: {"answer": ["PIN"]}})
    waiting = an_essay(an_enrolment(workshop))

    page = browser.get(queue_of(workshop)).text
    assert page.index("Kuis hari 2") < page.index("Kuis hari 1")
    assert page.count(f'href="{desk_of(waiting)}"') == 2
    assert "Nilai jawaban pertama" in page

    grade(browser, waiting)
    page = browser.get(queue_of(workshop)).text
    assert page.index("Kuis hari 1") < page.index("Kuis hari 2")
    assert "Nilai jawaban pertama" not in page


def test_the_queue_counts_what_waits(browser, workshop, trainer):
    for _ in range(3):
        an_essay(an_enrolment(workshop))
    an_essay(an_enrolment(a_workshop()))
    a_result(an_enrolment(workshop), "kuis-2")

    page = browser.get(queue_of(workshop)).text

    assert "3 menunggu" in page
    assert "0 dari 3 dinilai" in page
    assert "Selisih kas" in page


def test_an_empty_queue_says_what_will_be_here(browser, workshop, trainer):
    assert "Belum ada yang dinilai" in browser.get(queue_of(workshop)).text


def test_who_withdrew_is_not_waited_for(browser, workshop, trainer):
    enrolment = an_enrolment(workshop)
    an_essay(enrolment)
    enrolment.withdrawn_at = NOW
    db.session.commit()

    assert "Belum ada yang dinilai" in browser.get(queue_of(workshop)).text


def test_the_desk_shows_answer_rubric_and_example(browser, workshop, trainer):
    answer = an_essay(an_enrolment(workshop))

    page = browser.get(desk_of(answer)).text

    for words in ("Saya hitung ulang", "tepat", "paling banyak 60", "Hitung ulang, cari bukti"):
        assert words in page


def test_a_grade_counts_as_a_share_of_the_rubric(browser, workshop, trainer):
    answer = an_essay(an_enrolment(workshop))

    response = grade(browser, answer, ("52,5", "30"))

    graded = stored(answer)
    assert response.location == queue_of(workshop)
    assert graded.credit == Fraction(33, 40)
    assert (graded.graded_by_id, graded.graded_at, graded.version) == (trainer.id, NOW, 2)


def test_after_one_answer_comes_the_next_of_the_same_question(browser, workshop, trainer):
    answers = [an_essay(an_enrolment(workshop)) for _ in range(4)]
    seen = []
    address = desk_of(answers[0])

    while address != queue_of(workshop):
        seen.append(address)
        data = {**marks("30", "20"), "comment": "", "version": "1"}
        address = browser.post(address, data=data).location

    assert sorted(seen) == sorted(map(desk_of, answers))


def test_the_participant_sees_points_and_comment(browser, workshop, trainer):
    answer = an_essay(an_enrolment(workshop))
    grade(browser, answer, ("40", "20"), "Tambahkan bukti.")
    release(browser, workshop)
    browser.sign_in(answer.attempt.enrolment.person)

    page = browser.get(f"/w/{workshop.slug}/attempts/{answer.attempt_id}/result").text

    assert "Tambahkan bukti." in page
    assert "0,6 dari 1 poin" in page


@pytest.mark.parametrize("points", ["", "banyak", "41", "-1"])
def test_wrong_points_come_back_with_everything_typed(browser, workshop, trainer, points):
    answer = an_essay(an_enrolment(workshop))

    response = grade(browser, answer, ("33", points), "Komentar panjang.")

    assert response.status_code == 422
    assert "Komentar panjang." in response.text
    assert 'value="33"' in response.text
    assert stored(answer).credit is None


def test_pressing_twice_grades_once(browser, workshop, trainer):
    answer = an_essay(an_enrolment(workshop))

    responses = [grade(browser, answer) for _ in range(2)]

    assert [response.status_code for response in responses] == [303, 303]
    assert stored(answer).version == 2


def test_nobody_overwrites_the_grade_of_another_silently(browser, app, workshop, trainer):
    answer = an_essay(an_enrolment(workshop))
    colleague = a_staff_member(workshop)
    grade(app.test_client().sign_in(colleague), answer, ("25", "15"), "Kurang rinci.")

    response = grade(browser, answer, ("59", "31"), "Bagus.")

    assert response.status_code == 409
    for words in (colleague.name, "40 poin", "Kurang rinci.", "Bagus.", 'value="59"', 'value="2"'):
        assert words in response.text
    assert stored(answer).credit == Fraction(2, 5)


def test_a_second_grade_keeps_the_first_in_the_history(browser, workshop, trainer):
    answer = an_essay(an_enrolment(workshop))
    grade(browser, answer, ("30", "10"), "Kurang rinci.")
    grade(browser, answer, ("40", "30"), "Sudah lebih rinci.", version=2)

    last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    page = browser.get(desk_of(answer)).text

    assert last.before == {"points": "40", "comment": "Kurang rinci."}
    assert last.after == {
        "points": "70",
        "rubric": ["40", "30"],
        "comment": "Sudah lebih rinci.",
    }
    assert "40 poin</strong> (30 + 10)" in page
    assert "70 poin</strong> (40 + 30)" in page


def test_two_trainers_at_the_same_moment_leave_one_grade(app, browser, workshop, trainer):
    answer = an_essay(an_enrolment(workshop))
    address = desk_of(answer)
    data = [{**marks(points), "comment": "", "version": "1"} for points in ("30", "60")]

    responses = together(
        app, browser, *[lambda b, sent=sent: b.post(address, data=sent) for sent in data]
    )

    assert sorted(response.status_code for response in responses) == [303, 409]
    assert stored(answer).version == 2


def test_answers_elsewhere_are_not_found(browser, workshop, trainer):
    elsewhere = an_essay(an_enrolment(a_workshop()))
    automatic = a_result(an_enrolment(workshop), "kuis-1", {3: {"answer": ["true"]}})
    other = db.session.scalars(
        select(Answer).where(Answer.attempt_id == automatic.attempt.id, Answer.position == 3)
    ).one()

    for answer in (elsewhere, other):
        address = f"{queue_of(workshop)}/{answer.id}"
        assert browser.get(address).status_code == 404
        assert browser.post(address, data=marks()).status_code == 404


def test_assistants_and_participants_do_not_grade(browser, workshop):
    answer = an_essay(an_enrolment(workshop))

    for person in (a_staff_member(workshop, StaffRole.ASSISTANT), answer.attempt.enrolment.person):
        browser.sign_in(person)
        assert browser.get(queue_of(workshop)).status_code == 403
        assert grade(browser, answer).status_code == 403


def test_attempts_that_ran_out_of_time_are_collected(browser, workshop, trainer, at):
    quiz_attempt = a_quiz_attempt(an_enrolment(workshop))
    other = a_quiz_attempt(an_enrolment(a_workshop()))
    at(NOW + HOUR)

    assert "Waktu 1 percobaan sudah habis" in browser.get(queue_of(workshop)).text
    response = browser.post(queue_of(workshop))

    assert response.location == queue_of(workshop)
    db.session.rollback()
    assert quiz_attempt.attempt.handed_in_at is not None
    assert other.attempt.handed_in_at is None


@pytest.mark.parametrize("page", ["queue", "desk"])
def test_the_pages_cost_the_same_for_two_as_for_twelve(
    browser, workshop, trainer, statements, page
):
    def cost(people):
        answers = [an_essay(an_enrolment(workshop)) for _ in range(people)]
        address = queue_of(workshop) if page == "queue" else desk_of(answers[0])
        browser.get(address)
        with statements() as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    assert cost(2) == cost(10) <= 8


def test_a_name_is_shown_only_when_asked_for(browser, workshop, trainer):
    answer = an_essay(an_enrolment(workshop))
    name = answer.attempt.enrolment.person.name

    page = browser.get(desk_of(answer)).text

    assert re.search(rf"<details[^>]*><summary>[^<]*</summary><p>{name}</p></details>", page)
    assert page.count(name) == 1


def test_a_result_page_is_the_participants_own(browser, workshop, trainer):
    quiz_attempt = a_result(an_enrolment(workshop))

    assert browser.get(address_of(quiz_attempt, "result")).status_code == 403
