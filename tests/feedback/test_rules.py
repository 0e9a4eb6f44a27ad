"""What answers say together."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lms.content.statements import Statement
from lms.feedback.rules import MIN_ANSWERED, RATINGS, Said, feedback_result, is_open_for_answers
from lms.workshops.rules import Schedule, Slot
from tests.constants import HOUR, NOW, SECOND

CLEAR = Statement("jelas", "Pelatih menjelaskan dengan jelas.")
PACE = Statement("tempo", "Kecepatan belajar pas.")
BETTER = Statement("perbaiki", "Apa yang perlu diperbaiki?", open=True)
ratings = st.dictionaries(st.sampled_from([CLEAR.id, PACE.id]), st.sampled_from(RATINGS))


def test_means_and_spread_by_hand():
    said = [
        Said({"jelas": 5, "tempo": 3}, {"perbaiki": "Waktu"}),
        Said({"jelas": 4, "tempo": 2}, {"perbaiki": "Jaringan"}),
        Said({"jelas": 5}, {}),
    ]

    result = feedback_result((CLEAR, PACE, BETTER), 4, said)

    clear, pace = result.ratings
    assert clear.counts == (0, 0, 0, 1, 2)
    assert clear.mean == Fraction(14, 3)
    assert (clear.agree.part, clear.agree.whole) == (3, 3)
    assert pace.mean == Fraction(5, 2)
    assert result.mean == Fraction(19, 5)  # of the five answers 5, 4, 5, 3, 2
    assert (result.response.part, result.response.whole) == (3, 4)
    assert result.open_answers[0].words == ("Jaringan", "Waktu")


def test_nothing_is_no_mean():
    result = feedback_result((CLEAR, BETTER), 12, [])

    assert result.mean is None
    assert result.ratings[0].mean is None
    assert not result.is_enough


@given(st.lists(st.builds(Said, ratings, st.just({})), max_size=12))
def test_every_rating_is_counted_once(said):
    result = feedback_result((CLEAR, PACE), len(said), said)

    assert sum(each.answered for each in result.ratings) == sum(len(s.ratings) for s in said)
    assert result.is_enough == (len(said) >= MIN_ANSWERED)
    for each in result.ratings:
        assert each.mean is None or 1 <= each.mean <= 5


@given(st.lists(st.builds(Said, ratings, st.dictionaries(st.just("perbaiki"), st.text()))))
def test_the_order_of_answers_tells_nothing(said):
    statements = (CLEAR, PACE, BETTER)

    assert feedback_result(statements, 9, said) == feedback_result(statements, 9, said[::-1])


LAST_DAY = Slot(2, 2, "morning", NOW + HOUR, NOW + 4 * HOUR)
SCHEDULE = Schedule((Slot(1, 1, "morning", NOW - 9 * HOUR, NOW - 6 * HOUR), LAST_DAY), None)


def test_it_is_answered_from_the_beginning_of_the_last_day():
    assert not is_open_for_answers(SCHEDULE, NOW + HOUR - SECOND)
    assert is_open_for_answers(SCHEDULE, NOW + HOUR)


def test_it_is_answered_until_somebody_closes_the_workshop():
    closed = replace(SCHEDULE, closed_at=NOW + 9 * HOUR)

    assert is_open_for_answers(closed, NOW + 9 * HOUR - SECOND)
    assert not is_open_for_answers(closed, NOW + 9 * HOUR)
