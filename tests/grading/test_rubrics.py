"""Points by the criteria of a rubric."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from lms.grading import rules
from lms.grading.forms import Rubric
from lms.grading.rules import (
    InvalidPoints,
    check_marks,
    credit_for,
    criteria_of,
    levels,
    read_points,
)
from lms.questions.essay import Criterion
from tests.questions.samples import a_question

WORTH = st.integers(1, 1000)
SHARE = st.fractions(0, 1)
TWO_PARTS = [Criterion("rapi", 60), Criterion("lengkap", 40)]
RUBRIC = st.lists(st.tuples(WORTH, SHARE), min_size=1, max_size=8)


def criteria_worth(points):
    return [Criterion(f"bagian {n}", worth) for n, worth in enumerate(points, 1)]


@given(RUBRIC)
def test_the_credit_is_what_was_given_of_what_can_be_given(parts):
    criteria = criteria_worth([worth for worth, _share in parts])
    marks = [worth * share for worth, share in parts]

    credit = rules.credit_for(criteria, marks)

    assert 0 <= credit <= 1
    assert credit * rules.most_points(criteria) == sum(marks)


@given(st.lists(WORTH, min_size=1), SHARE)
def test_the_same_share_of_each_part_is_that_share_of_the_whole(points, share):
    criteria = criteria_worth(points)

    assert rules.credit_for(criteria, rules.spread(criteria, share)) == share


@given(RUBRIC, st.data())
def test_one_part_beyond_its_worth_refuses_all(parts, data):
    criteria = criteria_worth([worth for worth, _share in parts])
    marks = [worth * share for worth, share in parts]
    place = data.draw(st.integers(0, len(marks) - 1))
    marks[place] = data.draw(st.sampled_from([Fraction(-1, 3), criteria[place].points + 1]))

    with pytest.raises(InvalidPoints):
        rules.check_marks(criteria, marks)


@given(RUBRIC)
def test_a_part_without_points_refuses_all(parts):
    criteria = criteria_worth([worth for worth, _share in parts])

    with pytest.raises(InvalidPoints):
        rules.check_marks(criteria, [Fraction(0)] * (len(criteria) - 1))


@given(WORTH)
def test_levels_lead_from_nothing_to_everything_one_key_each(worth):
    levels = rules.levels(Criterion("bagian", worth))

    points = [level.points for level in levels]
    assert points[0] == 0
    assert points[-1] == worth
    assert points == sorted(set(points))
    assert [level.key for level in levels] == list(range(len(levels)))
    assert len(levels) <= 10


@given(RUBRIC)
def test_a_grade_shown_in_the_form_is_read_back_the_same(parts):
    hundredths = [Fraction(int(worth * share * 100), 100) for worth, share in parts]
    rubric = Rubric(criteria_worth([worth for worth, _share in parts]))
    rubric.show(hundredths)

    again = Rubric([box.criterion for box in rubric.boxes])
    again.take(
        MultiDict(
            pair
            for box in rubric.boxes
            for pair in (
                (f"level-{box.number}", box.chosen),
                (f"points-{box.number}", box.typed),
            )
        )
    )

    assert again.read() == hundredths


def test_what_is_typed_goes_before_what_is_chosen():
    rubric = Rubric(criteria_worth([60]))

    rubric.take({"level-1": "45", "points-1": "41,5"})

    assert rubric.read() == [Fraction(83, 2)]


def test_no_points_for_a_part_are_points_and_so_are_all():
    check_marks(TWO_PARTS, [Fraction(0), Fraction(40)])
    check_marks(TWO_PARTS, [Fraction(60), Fraction(0)])

    assert credit_for(TWO_PARTS, [Fraction(0), Fraction(0)]) == 0
    assert credit_for(TWO_PARTS, [Fraction(60), Fraction(40)]) == 1


@pytest.mark.parametrize("marks", [[-1, 40], [61, 0], [0, 41], [60], [60, 40, 0]])
def test_less_than_nothing_more_than_all_or_another_number_of_parts_is_refused(marks):
    with pytest.raises(InvalidPoints):
        check_marks(TWO_PARTS, [Fraction(mark) for mark in marks])


@pytest.mark.parametrize(
    ("text", "points"),
    [("0", 0), ("60", 60), ("0,01", Fraction(1, 100)), ("59,5", Fraction(119, 2))],
)
def test_points_are_read_from_nothing_to_the_most(text, points):
    assert read_points(text, 60) == points


@pytest.mark.parametrize("text", ["-1", "-0,01", "60,01", "61", "0,001", "", "banyak"])
def test_points_beyond_that_are_refused_with_the_most_there_is(text):
    with pytest.raises(InvalidPoints) as refused:
        read_points(text, 60)
    assert refused.value.params == {"most": 60}


def test_up_to_nine_points_each_has_a_key_and_above_a_key_is_a_quarter():
    assert [level.points for level in levels(Criterion("few", 9))] == list(range(10))
    assert [level.points for level in levels(Criterion("many", 10))] == [0, 3, 5, 8, 10]
    assert [level.key for level in levels(Criterion("many", 10))] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("kind", "keys"), [("essay", {}), ("file_upload", {"accept": ["photo"], "files": "1"})]
)
def test_points_are_given_by_the_rubric_where_there_is_one(kind, keys):
    question = a_question(kind, rubric=[{"criterion": "Jelas", "points": "60"}], **keys)

    assert criteria_of(question.variant(1)) == (Criterion("Jelas", 60),)


def test_without_a_rubric_points_are_given_for_the_whole():
    (whole,) = criteria_of(a_question("numeric", answer="7").variant(1))

    assert (whole.text, whole.points) == ("", 100)


def test_answers_are_read_in_an_order_that_is_another_for_each_question_and_never_changes():
    assert rules.reading_order("q-1", range(1, 7)) == [2, 5, 1, 4, 3, 6]
    assert rules.reading_order("q-2", range(1, 7)) == [2, 5, 3, 6, 1, 4]
