import pytest

from tests.factories import a_staff_member, a_workshop, an_enrolment
from tests.quizzes.factories import a_result

WRONG = {1: {"answer": ["1"]}, 3: {"answer": ["true"]}, 4: {"answer": ["PIN"]}}
RIGHT = {3: {"answer": ["false"]}, 4: {"answer": ["OTP"]}}


@pytest.fixture
def workshop(app):
    with app.app_context():
        yield a_workshop()


@pytest.fixture
def page(browser, workshop):
    browser.sign_in(a_staff_member(workshop))

    def page(address="kuis-1", where=workshop):
        response = browser.get(f"/w/{where.slug}/analysis/{address}".rstrip("/"))
        assert response.status_code == 200
        return response.text

    return page


def sat(workshop, answers):
    return a_result(an_enrolment(workshop), "kuis-1", answers)


def test_the_list_tells_how_many_have_handed_in(page, workshop):
    sat(workshop, RIGHT)
    sat(workshop, WRONG)

    assert "2 orang telah mengumpulkan" in page("")


def test_a_quiz_nobody_has_sat(page):
    assert "Belum ada yang mengumpulkan" in page()


def test_few_people_are_told_to_be_a_hint(page, workshop):
    for answers in (RIGHT, RIGHT, WRONG):
        sat(workshop, answers)

    assert "n = 3: petunjuk saja" in page()


def test_the_strong_and_the_weak_are_told_apart(page, workshop):
    for answers in (RIGHT, RIGHT, WRONG, WRONG):
        sat(workshop, answers)
    text = page()

    assert "Salah (kunci)" in text
    assert "1,00" in text
    assert "baik sekali" in text


def test_only_first_attempts_count(page, workshop):
    enrolment = an_enrolment(workshop)
    a_result(enrolment, "kuis-2", {})
    a_result(enrolment, "kuis-2", {})

    assert "1 orang telah mengumpulkan" in page("")


def test_people_who_withdrew_do_not_count(page, workshop):
    quiz_attempt = sat(workshop, RIGHT)
    quiz_attempt.attempt.enrolment.withdrawn_at = quiz_attempt.attempt.handed_in_at

    assert "Belum ada yang mengumpulkan" in page()


def test_all_workshops_of_the_program_can_be_taken_together(page, workshop):
    sister = a_workshop(program=workshop.program)
    stranger = a_workshop()
    for each in (workshop, sister, stranger):
        sat(each, RIGHT)

    assert "n = 1: petunjuk saja" in page()
    assert "n = 2: petunjuk saja" in page("kuis-1?of=program")


def test_a_test_is_shown_form_by_form(page):
    text = page("tes-awal?form=B")

    assert "Paket A" in text
    assert "Paket B" in text


def test_an_unknown_quiz_is_not_found(browser, workshop):
    browser.sign_in(a_staff_member(workshop))

    assert browser.get(f"/w/{workshop.slug}/analysis/kuis-99").status_code == 404


def test_it_costs_the_same_for_two_as_for_six(page, workshop, statements):
    counted = []
    for people in (2, 4):
        for n in range(people):
            sat(workshop, RIGHT if n % 2 else WRONG)
        page()
        with statements() as seen:
            page()
        counted.append(len(seen))

    assert counted[0] == counted[1] <= 8
