"""Who is to be reminded: after four silent days, after ten, and then never again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.values import Competency
from lms.practice.history import PractisedSkill
from lms.practice.overview.rules import (
    competency_practice,
    cooperative_practice,
    person_practice,
    silence,
    skill_practice,
    text_in_turn,
)
from lms.statistics.mastery import Mastery
from lms.statistics.rates import Rate
from tests.constants import NOW
from tests.statistics.tries import right, wrong

DAY = timedelta(days=1)
SKILL = PractisedSkill("s", ("a", "b"), title="Menghitung")


@pytest.mark.parametrize(
    ("silent", "reminders", "due"),
    [
        (timedelta(days=4) - timedelta(seconds=1), 0, False),
        (timedelta(days=4), 0, True),
        (timedelta(days=4), 1, False),
        (timedelta(days=10) - timedelta(seconds=1), 1, False),
        (timedelta(days=10), 1, True),
        (timedelta(days=90), 2, False),
    ],
)
def test_a_reminder_is_due_exactly_then(silent, reminders, due):
    last = NOW - silent
    sent = [last + timedelta(minutes=n) for n in range(reminders)]

    assert silence(last, NOW - 100 * DAY, sent, NOW).is_due is due


def test_who_never_practised_is_silent_since_day_5():
    assert silence(None, NOW - 4 * DAY, [], NOW).is_due


def test_who_practises_again_may_be_reminded_again():
    old = [NOW - 30 * DAY, NOW - 25 * DAY]

    assert silence(NOW - 5 * DAY, NOW - 40 * DAY, old, NOW).is_due


@given(st.lists(st.integers(0, 200), max_size=5), st.integers(0, 200), st.integers(0, 200))
def test_nobody_is_reminded_a_third_time_in_one_silence(sent, last, since):
    ago = [NOW - days * DAY for days in sent]

    found = silence(NOW - last * DAY, NOW - since * DAY, ago, NOW)

    assert not (found.is_due and found.reminders >= 2)
    assert found.days >= 0


def test_four_texts_take_turns():
    assert [text_in_turn(number) for number in range(6)] == [0, 1, 2, 3, 0, 1]


def test_a_person_holds_what_she_can_do_alone_and_is_stuck_where_six_tries_fail():
    alone = {"s": [right("a", 0), right("b", 1)]}
    stuck = {"s": [wrong("a", day) for day in range(6)]}

    assert person_practice(1, [SKILL], alone).held == 1
    assert person_practice(1, [SKILL], stuck).stuck == (SKILL,)
    assert [each.level for each in person_practice(1, [SKILL], {}).standings] == [Mastery.NEW]


def test_a_skill_counts_how_many_hold_it():
    people = [{"s": [right("a", 0), right("b", 1)]}, {}, {"s": [wrong("a", 0)]}]

    [found] = skill_practice([SKILL], (person_practice(1, [SKILL], each) for each in people))

    assert (found.held, found.levels[Mastery.NEW], found.stuck) == (1, 2, 0)


def test_a_competency_is_held_by_the_share_of_its_skills():
    people = [{"s": [right("a", 0), right("b", 1)]}, {}]
    skill = PractisedSkill("s", ("a", "b"), competency="K1")

    practised = skill_practice([skill], (person_practice(1, [skill], each) for each in people))

    competencies = [Competency("K1", "Modal"), Competency("K2", "Kas")]
    [found] = competency_practice(competencies, practised, 2)

    assert (found.code, found.held) == ("K1", Rate(1, 2))


def test_a_cooperative_is_told_by_all_its_people():
    keen = person_practice(1, [SKILL], {"s": [right("a", 0), right("b", 1)]})
    silent = person_practice(2, [SKILL], {})

    found = cooperative_practice([("", silent), ("KSP Warga", keen), ("KSP Warga", silent)])

    assert [(each.name, each.people, each.practising) for each in found] == [
        ("KSP Warga", 2, 1),
        ("", 1, 0),
    ]
    assert [each.held for each in found] == [Rate(1, 2), Rate(0, 1)]


def test_answers_in_a_quiz_are_no_tries():
    tries = {"s": [right("a", 3), right("b", 9, from_quiz=True)]}

    assert person_practice(1, [SKILL], tries).tries == 1
