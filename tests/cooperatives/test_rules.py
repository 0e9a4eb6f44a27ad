"""What people of one cooperative reached together over the workshops of a program."""

from fractions import Fraction
from types import SimpleNamespace

from lms.cooperatives.rules import cooperative_account
from lms.statistics.rates import Rate

ASRI, BAYU, CITRA, STRANGER = 1, 2, 3, 9
NAMES = {ASRI: "Ni Luh Asri", BAYU: "I Made Bayu", CITRA: "I Ketut Citra", STRANGER: "Orang Lain"}
OUTCOME = object()


def a_line(person_id):
    seat = SimpleNamespace(
        person_id=person_id,
        enrolment_id=100 + person_id,
        name=NAMES[person_id],
        position=f"Jabatan {person_id}",
    )
    return SimpleNamespace(seat=seat, outcome=OUTCOME)


def a_goal(id_, reached, among):
    figure = SimpleNamespace(people=frozenset(reached), among=frozenset(among))
    return SimpleNamespace(goal=SimpleNamespace(id=id_), figure=figure)


def a_competency(code, percents, threshold=70):
    exact = {person: Fraction(percent) for person, percent in percents.items()}
    return SimpleNamespace(
        code=code, name=f"Nama {code}", percents=exact, threshold=Fraction(threshold)
    )


def an_account(*people, number=1, last_day=5, goals=(), competencies=()):
    """A workshop of `people`, as far as a cooperative asks for it."""
    report = SimpleNamespace(
        slug=f"dkgd-{number}",
        number=number,
        last_day=last_day,
        lines=tuple(a_line(person) for person in people),
    )
    return SimpleNamespace(
        report=report,
        goals=SimpleNamespace(results=goals),
        mastery=SimpleNamespace(competencies=competencies),
    )


def help_in(*competencies, people=(ASRI, BAYU, CITRA)):
    """Who can help whom: code, who is able, who could ask."""
    accounts = [an_account(*people, STRANGER, competencies=(each,)) for each in competencies]
    found = cooperative_account(accounts, people).help
    return [(each.code, each.able, each.others) for each in found]


def test_its_people_are_told_with_their_workshops_and_a_stranger_is_not():
    accounts = [an_account(ASRI, STRANGER), an_account(BAYU, number=2, last_day=None)]

    first, second = cooperative_account(accounts, [ASRI, BAYU, CITRA]).colleagues

    assert (first.person_id, first.enrolment_id) == (ASRI, 101)
    assert (first.name, first.position) == ("Ni Luh Asri", "Jabatan 1")
    assert (first.workshop_slug, first.number) == ("dkgd-1", 1)
    assert first.outcome is OUTCOME
    assert (second.name, second.workshop_slug, second.number) == ("I Made Bayu", "dkgd-2", 2)


def test_her_outcome_is_decided_once_the_days_of_her_workshop_are_over():
    accounts = [an_account(ASRI, last_day=5), an_account(BAYU, last_day=None)]

    found = cooperative_account(accounts, [ASRI, BAYU]).colleagues

    assert [each.is_decided for each in found] == [True, False]


def test_a_goal_tells_by_name_who_reached_it_and_who_did_not():
    goal = a_goal("T1.1", {BAYU, STRANGER}, {CITRA, ASRI, BAYU, STRANGER})

    (found,) = cooperative_account(
        [an_account(ASRI, BAYU, CITRA, STRANGER, goals=(goal,))], [ASRI, BAYU, CITRA]
    ).goals

    assert found.result is goal
    assert found.reached == ("I Made Bayu",)
    assert found.missed == ("I Ketut Citra", "Ni Luh Asri")


def test_a_goal_adds_up_over_workshops():
    accounts = [
        an_account(ASRI, goals=(a_goal("T1.1", {ASRI}, {ASRI}),)),
        an_account(BAYU, CITRA, goals=(a_goal("T1.1", {CITRA}, {BAYU, CITRA}),)),
    ]

    (found,) = cooperative_account(accounts, [ASRI, BAYU, CITRA]).goals

    assert found.reached == ("I Ketut Citra", "Ni Luh Asri")
    assert found.missed == ("I Made Bayu",)


def test_a_goal_that_none_of_them_was_asked_about_is_left_out():
    goals = (a_goal("T1.1", {STRANGER}, {STRANGER}), a_goal("T1.2", (), {ASRI}))

    found = cooperative_account([an_account(ASRI, STRANGER, goals=goals)], [ASRI])

    assert [each.result.goal.id for each in found.goals] == ["T1.2"]


def test_goals_covered_are_those_that_one_of_them_reached():
    goals = (a_goal("T1.1", {ASRI, BAYU}, {ASRI, BAYU}), a_goal("T1.2", (), {ASRI}))

    found = cooperative_account([an_account(ASRI, BAYU, goals=goals)], [ASRI, BAYU])

    assert found.covered == Rate(1, 2)


def test_who_is_exactly_at_the_threshold_can_help_who_is_a_whisker_below():
    found = help_in(a_competency("K1", {ASRI: 70, BAYU: Fraction(6999, 100)}))

    assert found == [("K1", ("Ni Luh Asri",), ("I Made Bayu",))]


def test_help_has_the_name_of_its_competency():
    percents = {ASRI: 100, BAYU: 0}
    account = an_account(ASRI, BAYU, competencies=(a_competency("K1", percents),))

    (found,) = cooperative_account([account], [ASRI, BAYU]).help

    assert found.name == "Nama K1"


def test_where_all_are_able_or_none_is_nobody_can_help():
    assert help_in(a_competency("K1", {ASRI: 90, BAYU: 80})) == []
    assert help_in(a_competency("K1", {ASRI: 0, BAYU: 10})) == []


def test_a_stranger_is_no_help():
    assert help_in(a_competency("K1", {STRANGER: 100, BAYU: 0})) == []


def test_who_was_in_two_workshops_is_as_able_as_in_the_better_one():
    better, worse = a_competency("K1", {ASRI: 75, BAYU: 0}), a_competency("K1", {ASRI: 20})

    assert help_in(better, worse) == help_in(worse, better) == help_in(better)


def test_each_competency_has_its_own_helpers():
    found = help_in(
        a_competency("K1", {ASRI: 90, BAYU: 10}),
        a_competency("K2", {ASRI: 90}),
        a_competency("K3", {BAYU: 90, CITRA: 10}),
    )

    assert found == [
        ("K1", ("Ni Luh Asri",), ("I Made Bayu",)),
        ("K3", ("I Made Bayu",), ("I Ketut Citra",)),
    ]
