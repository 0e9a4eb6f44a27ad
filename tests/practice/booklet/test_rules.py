"""Which questions stand in a booklet, and the codes of its rows."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.practice.booklet.rules import (
    ALPHABET,
    QUESTIONS,
    chosen_for_paper,
    code_of,
    paper_seed,
    read_code,
    row_code,
)
from lms.practice.history import PractisedSkill, history_of
from lms.practice.rules import seed_of
from lms.statistics.evidence import Scaffold
from tests.statistics.tries import START, plain_tries, right

TODAY = START.date() + timedelta(days=41)
END = TODAY + timedelta(days=20)
numbers = st.integers(0, 500_000)


@st.composite
def histories(draw):
    return [
        history_of(
            PractisedSkill(f"s{n}", (f"{n}a", f"{n}b", f"{n}c")),
            draw(st.lists(plain_tries, max_size=4)),
        )
        for n in range(draw(st.integers(0, 8)))
    ]


def chosen(known, drawn, seed=1):
    return chosen_for_paper(known, TODAY, END, seed, drawn)


def everything(known):
    return {exercise for each in known for exercise in each.skill.exercises}


@given(histories())
def test_two_skills_with_fresh_numbers_fill_a_booklet(known):
    found = chosen(known, everything(known))

    assert len(found) == (QUESTIONS if len(known) > 1 else len(found))
    assert {each.skill_id for each in found} <= {each.skill.id for each in known}
    assert all(each.scaffold is Scaffold.WHOLE for each in found)


@given(histories(), st.integers(0, 2**31))
def test_the_same_histories_and_seed_give_the_same_booklet(known, seed):
    drawn = everything(known)

    assert chosen(known, drawn, seed) == chosen(known, drawn, seed)


@given(histories())
def test_a_question_without_fresh_numbers_is_asked_once(known):
    found = Counter(each.exercise_id for each in chosen(known, ()))

    assert all(count == 1 for count in found.values())


def test_no_skill_comes_twice_running_where_others_are_left():
    known = [history_of(PractisedSkill(f"s{n}", (f"{n}a",)), [right(f"{n}a")]) for n in range(6)]

    found = chosen(known, everything(known))

    assert all(one.skill_id != other.skill_id for one, other in pairwise(found))


def test_who_has_tried_nothing_gets_a_booklet_too():
    known = [history_of(PractisedSkill(f"s{n}", (f"{n}a",)), []) for n in range(8)]

    assert len(chosen(known, everything(known))) == QUESTIONS


def test_without_skills_there_is_nothing_to_print():
    assert chosen([], ()) == ()


@given(numbers, st.integers(1, QUESTIONS))
def test_a_code_leads_back_to_its_question(booklet_id, place):
    read = read_code(f" {row_code(booklet_id, place).lower()} ")

    assert (read.booklet_id, read.place) == (booklet_id, place)


@given(numbers, st.integers(0, 3), st.sampled_from(ALPHABET))
def test_one_wrong_sign_leads_nowhere(booklet_id, position, sign):
    code = code_of(booklet_id)
    position %= len(code)
    wrong = code[:position] + sign + code[position + 1 :]

    assert wrong == code or read_code(wrong) is None


@given(numbers, st.integers(0, 2))
def test_two_signs_that_changed_places_lead_nowhere(booklet_id, position):
    code = code_of(booklet_id)
    position %= len(code) - 1
    swapped = list(code)
    swapped[position : position + 2] = reversed(swapped[position : position + 2])
    wrong = "".join(swapped)

    assert wrong == code or read_code(wrong) is None


@pytest.mark.parametrize("text", ["", "-", "K", "K7M-", "K7M-123", "OOO", "K7M 3 4", "ABC\n-1x"])
def test_what_is_no_code_leads_nowhere(text):
    assert read_code(text) is None


def test_the_numbers_on_paper_are_none_of_those_on_a_phone():
    phone = {seed_of(1, "h1-p1", number) for number in range(1, 50)}

    assert not phone & {paper_seed(1, 1, place) for place in range(1, QUESTIONS + 1)}


@pytest.mark.parametrize(
    ("booklet_id", "code"),
    [(0, "AAA"), (1, "ABC"), (123_456, "FB3DV"), (29**6 - 1, "999999C")],
)
def test_a_code_that_was_printed_leads_to_its_booklet_for_ever(booklet_id, code):
    assert code_of(booklet_id) == code
    assert read_code(code).booklet_id == booklet_id


def test_a_code_longer_than_any_booklet_has_leads_nowhere():
    assert read_code(code_of(29**6)) is None


def test_the_numbers_on_paper_never_change():
    assert paper_seed(7, 2, 3) == 4424722176947698358
