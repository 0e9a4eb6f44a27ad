"""Answering an exercise: fresh numbers, verdict, worked solution, and the way on."""

import re
from datetime import timedelta
from fractions import Fraction

import pytest

from lms.practice import service
from lms.publishing.queries import course_of
from tests.constants import NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment
from tests.practice.learner import tries_made

DAY = timedelta(days=1)
PRIMARY = 'class="button primary"'


def text(response) -> str:
    return response.get_data(as_text=True)


def primary(response) -> str:
    """The words on the one primary button."""
    page = text(response)
    assert page.count(PRIMARY) == 1
    return page.split(PRIMARY)[1].split("<span>")[1].split("</span>")[0]


def test_looking_at_an_exercise_writes_nothing(learner, tries):
    learner.get()

    assert tries() == []


def test_the_same_numbers_stay_until_they_are_answered(learner):
    prompt = learner.variant().prompt

    assert prompt in text(learner.get())
    assert prompt in text(learner.get())


def test_an_answer_leads_to_its_result(learner):
    response = learner.answer("1")

    assert response.status_code == 303
    assert response.location == learner.path(number=1)


def test_a_right_answer_is_kept_with_full_credit(learner, tries):
    learner.answer(learner.key())

    assert [(each.number, each.credit) for each in tries()] == [(1, Fraction(1))]


def test_the_solution_is_worked_with_her_own_numbers(learner):
    learner.answer("1")
    learner.ask_for_solution()

    assert learner.variant().solution in text(learner.get(number=1))


def test_a_known_mistake_is_named(learner):
    numbers = learner.variant().numbers
    learner.answer(str(numbers["a"] + numbers["w"]))

    assert "Anda menjumlahkan; kalikan." in text(learner.get(number=1))


def test_after_two_wrong_answers_the_next_step_is_a_similar_exercise(learner):
    learner.answer("1")
    learner.answer_again("2")

    assert primary(learner.get(number=1)) == "Coba soal serupa"


def test_after_a_right_answer_the_next_step_is_to_go_on(learner):
    learner.answer(learner.key())

    assert primary(learner.get(number=1)) == "Latihan berikutnya"


def test_after_the_last_exercise_of_a_day_the_way_on_is_the_day(learner):
    right = next(o for o in learner.variant("h1-t1").options if "simpan pinjam" in o.text)
    learner.answer(right.key, "h1-t1")

    assert f'href="/w/{learner.slug}/days/1"' in text(learner.get("h1-t1", 1)).split(PRIMARY)[1]


def test_a_similar_exercise_has_other_numbers(learner):
    learner.answer("1")
    learner.ask_for_solution()
    page = text(learner.get())

    assert learner.variant(number=2).prompt in page
    assert learner.variant(number=1).prompt not in page


def test_tries_go_on_without_end_and_are_listed(learner, tries):
    for number in range(1, 8):
        learner.answer("1", number=number)
        learner.ask_for_solution(number=number)

    assert len(tries()) == 7
    assert "Percobaan ke‑1" in text(learner.get(number=7))


def test_what_cannot_be_read_comes_back_as_typed_with_the_error_at_the_field(learner, tries):
    response = learner.answer("dua ratus <b>ribu</b>")

    assert response.status_code == 422
    assert 'value="dua ratus &lt;b&gt;ribu&lt;/b&gt;"' in text(response)
    assert 'aria-describedby="prompt-h1-p1 answer-hint answer-error"' in text(response)
    assert tries() == []


def test_an_empty_choice_is_asked_for_again(learner):
    response = learner.answer([], "h1-t1")

    assert response.status_code == 422
    assert "Pilih satu jawaban." in text(response)
    assert '<fieldset class="choice-list" aria-describedby="answer-error">' in text(response)


def test_an_essay_is_kept_and_shown_beside_the_rubric_and_the_example(learner, tries):
    learner.answer("Buku kas kami.\n\nDiisi <i>sore</i>.", "h2-t1")
    page = text(learner.get("h2-t1", 1))

    assert tries()[0].credit is None
    assert "Diisi &lt;i&gt;sore&lt;/i&gt;." in page
    assert "lengkap" in page
    assert "Buku kas kami diisi setiap hari." in page


@pytest.mark.parametrize(
    ("exercise", "length", "status"),
    [("h2-t1", 20_000, 303), ("h2-t1", 20_001, 422), ("h1-p1", 501, 422)],
)
def test_an_oversized_answer_is_refused_with_the_limit_and_comes_back(
    learner, exercise, length, status
):
    response = learner.answer("9" * length, exercise)

    assert response.status_code == status
    assert status == 303 or ("9" * length in text(response) and "huruf" in text(response))


def test_a_stale_tab_is_told_that_the_first_answer_stands(learner, tries):
    learner.answer("1")

    response = learner.answer("22.222")

    assert response.status_code == 409
    assert "Jawaban pertama yang berlaku" in text(response)
    assert "Rp22.222" in text(response)
    assert [each.answer for each in tries()] == ["1"]


def test_the_same_answer_sent_again_leads_to_the_same_result(learner, tries):
    learner.answer("1")

    response = learner.answer("1")

    assert response.status_code == 303
    assert response.location == learner.path(number=1)
    assert len(tries()) == 1


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "", "99999999999999999999", "9" * 5000])
def test_a_try_whose_turn_has_not_come_is_not_found(learner, tries, number):
    assert learner.answer("1", number=number).status_code == 404
    assert tries() == []


@pytest.mark.parametrize("number", [1, 10**9, 10**30])
def test_a_result_that_is_not_there_is_not_found(learner, number):
    assert learner.get(number=number).status_code == 404


def test_an_exercise_that_is_not_there_is_not_found(learner):
    assert learner.get("h9-p9").status_code == 404
    assert learner.answer("1", "h9-p9").status_code == 404


def test_the_result_of_somebody_else_is_not_found(app, learner):
    other = an_enrolment(learner.enrolment.workshop)
    learner.answer("1")

    browser = app.test_client().sign_in(other.person)

    assert browser.get(learner.path(number=1)).status_code == 404


def test_another_workshop_is_not_found(learner, tries):
    path = f"/w/{a_workshop().slug}/exercises/h1-p1"

    assert learner.browser.get(path).status_code == 404
    assert learner.browser.post(path, data={"answer": "1", "number": 1}).status_code == 404
    assert tries() == []


@pytest.mark.parametrize(
    "answer",
    [["0" * 12], ["<script>", "' OR 1=1 --"], ["\ud800".encode("utf-8", "replace")]],
)
def test_a_hostile_choice_is_refused(learner, tries, answer):
    response = learner.answer(answer, "h1-t1")

    assert response.status_code == 422
    assert "<script>'" not in text(response)
    assert tries() == []


@pytest.mark.parametrize(
    ("exercise", "solution"),
    [("h1-p1", "Rp"), ("h1-t1", "<div>simpan pinjam</div>"), ("h2-t1", "lengkap")],
)
def test_staff_see_a_sample_with_its_solution(browser, enrolment, exercise, solution):
    workshop = enrolment.workshop
    browser.sign_in(a_staff_member(workshop))
    page = text(browser.get(f"/w/{workshop.slug}/exercises/{exercise}"))

    assert solution in page.split("<details>")[-1]
    assert 'name="answer"' not in page


def test_staff_cannot_answer(browser, enrolment, tries):
    workshop = enrolment.workshop
    browser.sign_in(a_staff_member(workshop))
    path = f"/w/{workshop.slug}/exercises/h1-p1"

    assert browser.post(path, data={"answer": "1", "number": 1}).status_code == 403
    assert browser.get(f"{path}?number=99999999999").status_code == 404


def test_a_try_can_be_kept_without_a_browser(enrolment, tries):
    exercise = course_of(enrolment.workshop.revision).exercise("h1-p1")

    outcome = service.record_answer(enrolment, exercise, 1, {"answer": ["1"]}, NOW - DAY)

    assert outcome.stands == "1"
    assert tries()[0].answered_at == NOW - DAY


def test_pages_take_at_most_nine_statements(learner, statements):
    learner.answer("1")
    learner.answer(learner.key(2), number=2)
    for look in (learner.get, lambda: learner.get(number=1)):
        with statements() as seen:
            assert look().status_code == 200
        assert len(seen) <= 9, seen


def test_a_refused_answer_takes_at_most_eight_statements(learner, statements):
    learner.get()
    with statements() as seen:
        assert learner.answer("x").status_code == 422

    assert len(seen) <= 8, seen


def test_saving_an_answer_takes_at_most_five_statements(learner, statements):
    learner.get()
    with statements() as seen:
        assert learner.answer("1").status_code == 303

    assert len([each for each in seen if not each.startswith("BEGIN")]) <= 5, seen


def test_too_many_words_are_told_at_the_field_and_stay_in_it(learner):
    response = learner.answer("kata " * 101, exercise="h2-t1")

    assert response.status_code == 422
    assert "Teks Anda 101 kata. Ringkas menjadi paling banyak 100 kata." in response.text
    assert ("kata " * 101).strip() in response.text
    assert tries_made() == []


def test_the_list_of_a_good_text_can_be_ticked_and_is_never_sent(learner):
    learner.answer("Buku kas kami diisi setiap hari.", exercise="h2-t1")
    page = learner.get("h2-t1", 1).text

    boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
    assert len(boxes) == 2
    assert not any("name=" in box for box in boxes)


def test_what_can_be_read_in_two_ways_is_asked_back_and_stays_in_the_field(learner):
    response = learner.answer("1,500")

    assert response.status_code == 422
    assert "Tulis 1,5 atau 1500" in response.text
    assert 'value="1,500"' in response.text
    assert tries_made() == []
