from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.errors import NotFound
from lms.signoffs.rules import (
    OWN_WORDS,
    VERDICT_WORDS,
    SignoffChoice,
    adds_something,
    moment_after,
    person_lines,
    shares,
    standing,
    tally,
    trainee_of,
    walking_order,
)
from lms.statistics.mastery import SignoffVerdict
from lms.statistics.rates import Rate
from tests.constants import MINUTE, NOW
from tests.signoffs.samples import a_record, a_task, a_trainee

ABLE, HELP, NOT_YET = SignoffVerdict.ABLE, SignoffVerdict.NEEDS_HELP, SignoffVerdict.NOT_YET
KEY = (1, "tabel")


def a_choice(verdict=ABLE, **values):
    return SignoffChoice(1, "tabel", verdict, NOW, **values)


def test_every_verdict_has_words_for_trainers_and_participants():
    assert set(VERDICT_WORDS) == set(SignoffVerdict)
    assert set(OWN_WORDS) == {*SignoffVerdict, None}


def test_the_last_verdict_stands_whatever_came_first_over_the_line():
    late, early = a_record(ABLE, NOW), a_record(HELP, NOW - MINUTE)

    assert standing([late, early])[KEY] == (early, late)


def test_what_was_taken_back_stands_no_more_and_the_one_before_it_holds():
    helped, able = a_record(HELP), a_record(ABLE, NOW + MINUTE)
    back = a_record(ABLE, NOW + 2 * MINUTE, takes_back=able)

    assert standing([helped, able, back]) == {KEY: (helped,)}


def test_who_has_nothing_left_is_as_if_nobody_had_looked():
    able = a_record()

    assert standing([able, a_record(takes_back=able)]) == {}


@given(st.lists(st.tuples(st.sampled_from(SignoffVerdict), st.booleans()), max_size=12))
def test_taking_back_is_as_if_it_had_never_been_given(steps):
    records, kept = [], []
    for minutes, (verdict, is_mistake) in enumerate(steps):
        given_now = a_record(verdict, NOW + minutes * MINUTE)
        records.append(given_now)
        if is_mistake:
            records.append(a_record(verdict, given_now.given_at, takes_back=given_now))
        else:
            kept.append(given_now)

    assert standing(records).get(KEY, ()) == tuple(kept)


@pytest.mark.parametrize(
    ("choice", "stand", "adds"),
    [
        (a_choice(), (), True),
        (a_choice(), (a_record(HELP),), True),
        (a_choice(), (a_record(ABLE),), False),
        (a_choice(is_repeat=True), (a_record(ABLE),), True),
        (a_choice(only_if_open=True), (a_record(HELP),), False),
        (a_choice(only_if_open=True), (), True),
    ],
)
def test_what_a_tap_adds(choice, stand, adds):
    assert adds_something(choice, stand) is adds


def test_two_taps_of_one_instant_keep_their_order():
    assert moment_after(NOW, ()) == NOW
    assert moment_after(NOW, (a_record(HELP, NOW),)) > NOW


def test_todays_tasks_come_first_then_the_others_by_day():
    first, second, third = a_task("a", 1), a_task("b", 2), a_task("c", 2)

    assert walking_order([first, second, third], 2) == (second, third, first)
    assert walking_order([second, first, third], None) == (first, second, third)


def test_a_tally_counts_last_verdicts_of_those_for_whom_the_task_is():
    people = [a_trainee(1), a_trainee(2), a_trainee(3, from_day=2)]
    stand = standing([a_record(HELP), a_record(ABLE, NOW + MINUTE), a_record(ABLE, who=3)])

    found = tally(a_task(), people, stand)

    assert (found.people, found.able, found.seen, found.open) == (2, 1, 1, 1)


def test_how_many_of_her_tasks_a_person_can_do():
    people = [a_trainee(1), a_trainee(2, from_day=3)]
    tasks = [a_task("tabel", 1), a_task("kode", 2)]

    found = shares(tasks, people, standing([a_record()]))

    assert found == [(people[0], Rate(1, 2))]


def test_who_withdrew_is_found_only_if_she_had_days_of_her_own():
    gone, handed_over = (
        a_trainee(1, withdrawn_at=NOW),
        a_trainee(2, withdrawn_at=NOW, until_day=2),
    )

    assert trainee_of([gone, handed_over], 2) is handed_over
    with pytest.raises(NotFound):
        trainee_of([gone, handed_over], 1)


def test_the_history_of_a_person_tells_what_was_taken_back():
    able = a_record()
    back = a_record(at=NOW + timedelta(hours=1), takes_back=able)

    [line] = person_lines([a_task()], 1, [able, back])

    assert line.last is None
    assert [(each.record, each.is_taken_back) for each in line.history] == [
        (back, False),
        (able, True),
    ]


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({}, [1, 2, 3]),
        ({"from_day": 2}, [2, 3]),
        ({"withdrawn_at": NOW}, []),
        ({"withdrawn_at": NOW, "until_day": 2}, [1, 2]),
        ({"withdrawn_at": NOW, "until_day": 2, "from_day": 2}, [2]),
        ({"until_day": 1}, [1, 2, 3]),  # her seat came back to her
    ],
)
def test_a_task_is_hers_while_the_seat_is(values, days):
    assert [day for day in (1, 2, 3) if a_trainee(**values).is_there_on(day)] == days


def test_who_was_never_looked_at_counts_among_the_people_alone():
    found = tally(a_task(), [a_trainee()], {})

    assert (found.people, found.seen, found.open) == (1, 0, 1)
