"""What may be seen of an attempt, cell by cell."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.settings import EVERYTHING, NOTHING, PRESETS, Aspect, Review, ReviewTime
from lms.quizzes.windows.rules import Window
from lms.quizzes.windows.rules_review import (
    NO_PEERS,
    RIGHT_AFTER,
    TELLS_THE_KEY,
    Peers,
    time_of,
    visible,
)
from tests.constants import SECOND

NINE = datetime(2026, 11, 25, 1, tzinfo=UTC)
CLOSES = NINE + timedelta(hours=5)
WINDOW = Window(NINE, CLOSES)
AT = {
    ReviewTime.DURING: (None, NINE),
    ReviewTime.RIGHT_AFTER: (NINE, NINE + RIGHT_AFTER - SECOND),
    ReviewTime.WHILE_OPEN: (NINE, CLOSES - SECOND),
    ReviewTime.AFTER_CLOSE: (NINE, CLOSES),
}


@pytest.mark.parametrize("when", ReviewTime)
def test_each_time_begins_where_the_one_before_ends(when):
    handed_in_at, now = AT[when]

    assert time_of(handed_in_at, WINDOW, now) is when


def test_a_quarter_of_an_hour_later_is_later():
    assert time_of(NINE, WINDOW, NINE + RIGHT_AFTER) is ReviewTime.WHILE_OPEN


@pytest.mark.parametrize("aspect", Aspect)
@pytest.mark.parametrize("when", ReviewTime)
def test_a_cell_of_the_matrix_shows_one_thing_at_one_time(when, aspect):
    review = Review({when: frozenset({aspect})})

    for other, (handed_in_at, now) in AT.items():
        expected = {aspect} if other is when else set()
        assert visible(review, handed_in_at, WINDOW, now) == expected


@pytest.mark.parametrize(
    ("when", "shown"), [(w, p.at(w)) for p in PRESETS.values() for w in ReviewTime]
)
def test_while_an_attempt_is_going_on_no_preset_shows_anything(when, shown):
    assert when is not ReviewTime.DURING or shown == NOTHING


peer_groups = st.builds(Peers, st.booleans(), st.booleans(), st.booleans(), st.booleans())
reviews = st.builds(
    Review, st.dictionaries(st.sampled_from(ReviewTime), st.frozensets(st.sampled_from(Aspect)))
)


@given(reviews, peer_groups, st.sampled_from(ReviewTime))
def test_company_only_ever_hides_what_tells_the_key(review, peers, when):
    handed_in_at, now = AT[when]
    alone = visible(review, handed_in_at, WINDOW, now, NO_PEERS)
    together = visible(review, handed_in_at, WINDOW, now, peers)

    assert together <= alone
    assert alone - together <= TELLS_THE_KEY
    if (peers.under_way or peers.to_come) and not peers.is_shown:
        assert not together & TELLS_THE_KEY
    else:
        assert together == alone


def test_a_quiz_without_an_end_is_never_closed():
    assert time_of(NINE, Window(NINE, None), NINE + timedelta(days=999)) is ReviewTime.WHILE_OPEN
    assert visible(PRESETS["full"], NINE, WINDOW, CLOSES) == EVERYTHING
