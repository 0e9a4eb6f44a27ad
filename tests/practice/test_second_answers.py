"""Wrong → the named mistake or a hint → the same numbers again → explanation → fresh numbers."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.database import db
from lms.workshops.models import Workshop
from tests.constants import NOW

WRONG = "1"


def mistaken(learner) -> str:
    """The answer of whoever adds instead of multiplying, which the author named."""
    numbers = learner.variant().numbers
    return str(numbers["a"] + numbers["w"])


def shown(response) -> str:
    """What a person can read on a page, without spaces too many."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def test_after_a_wrong_answer_the_key_is_nowhere_on_the_page(learner):
    learner.answer(WRONG)

    page = shown(learner.get(number=1))

    assert "Coba sekali lagi dengan angka yang sama" in page
    assert str(learner.variant().key_text) not in page
    assert "Pembahasan" not in page


def test_a_known_mistake_is_named_and_no_hint_is_taken(learner, tries):
    learner.answer(mistaken(learner))

    page = shown(learner.get(number=1))

    assert "Anda menjumlahkan; kalikan." in page
    assert "Kalikan jumlah anggota" not in page


def test_a_mistake_without_a_name_opens_the_next_hint(learner):
    learner.answer(WRONG)

    assert "Kalikan jumlah anggota" in shown(learner.get(number=1))


def test_the_second_answer_is_to_the_same_numbers_and_ends_the_try(learner, tries):
    learner.answer(WRONG)

    response = learner.answer_again(learner.key())

    assert response.status_code == 303
    assert learner.variant().solution in learner.get(number=1).text
    [kept] = tries()
    assert (kept.credit, kept.second_credit) == (0, 1)


def test_a_try_counts_as_it_was_when_the_workshop_was_closed(learner, tries):
    learner.answer(WRONG)
    db.session.scalars(select(Workshop)).one().closed_at = NOW + timedelta(seconds=1)
    db.session.commit()

    refused = learner.answer_again(learner.key())

    assert refused.status_code == 409
    assert "dihitung sebagaimana waktu itu" in refused.text
    assert tries()[0].second_answered_at is None


def test_who_comes_back_goes_on_with_the_numbers_she_has_not_solved(learner):
    learner.answer(WRONG)

    assert learner.get().location.endswith(learner.path(number=1))


def test_after_the_solution_no_second_answer_counts(learner, tries):
    learner.answer(WRONG)
    learner.ask_for_solution()

    assert learner.answer_again(learner.key()).status_code == 404
    assert tries()[0].second_answered_at is None


def test_of_two_second_answers_the_first_stands(learner, tries):
    learner.answer(WRONG)
    learner.answer_again("2")

    response = learner.answer_again(learner.key())

    assert response.status_code == 409
    assert "Jawaban pertama yang berlaku" in response.text
    assert tries()[0].second_answer == "2"


def test_a_second_answer_that_cannot_be_read_comes_back_with_the_error_above_and_at_the_field(
    learner,
):
    learner.answer(WRONG)

    response = learner.answer_again("dua ratus ribu")

    assert response.status_code == 422
    assert response.text.count("Angka ini tidak dapat dibaca") == 2
    assert 'value="dua ratus ribu"' in response.text


def test_a_hint_opens_before_the_answer_and_keeps_what_was_typed(learner):
    response = learner.open_hint(1, answer="12.500")

    assert response.status_code == 200
    assert "Kalikan jumlah anggota" in response.text
    assert 'value="12.500"' in response.text


def test_hints_that_were_opened_stay_open_and_are_kept_with_the_try(learner, tries):
    learner.open_hint(1)

    assert "Kalikan jumlah anggota" in learner.get().text
    learner.answer(learner.key())
    assert tries()[0].hints_opened == 1


@pytest.mark.parametrize("place", [0, 2, 99])
def test_a_hint_that_is_not_there_is_not_found(learner, place):
    assert learner.open_hint(place).status_code == 404


def test_where_nothing_is_drawn_a_second_try_knows_the_key(learner, tries):
    right = next(o for o in learner.variant("h1-t1").options if "simpan pinjam" in o.text)
    learner.answer(right.key, "h1-t1")
    again = next(o for o in learner.variant("h1-t1", 2).options if "simpan pinjam" in o.text)
    learner.answer(again.key, "h1-t1", number=2)

    assert [each.key_known for each in tries()] == [False, True]


def test_the_explanation_leads_to_the_lesson_and_to_a_question_about_these_numbers(learner):
    learner.answer(learner.key())

    page = learner.get(number=1).text

    assert f"/w/{learner.slug}/lessons/h1-l1" in page
    assert f"/w/{learner.slug}/discussion/new?exercise=h1-p1&amp;number=1" in page
