"""Whether the order of questions helps people who do not exist."""

import json

import pytest

from lms.practice.simulated.practising import DATES, HABITS, simulate

BEHIND = 0.01
"""How far behind the better of the others the order may be where its model is wrong."""


@pytest.fixture(scope="module")
def recall():
    return simulate(people=5, days=95, seed=1)


@pytest.fixture(scope="module")
def recall_of_many():
    return simulate(people=35, days=95, seed=2)


def assert_gain_is_best(recall):
    for habit in HABITS:
        for when in DATES:
            by_order = recall["fsrs"][habit][when]
            assert by_order["gain"] > max(by_order["list"], by_order["random"]), (habit, when)


def test_the_order_by_gain_helps_most_with_every_habit(recall):
    assert_gain_is_best(recall)


@pytest.mark.long
def test_the_order_by_gain_helps_many_people_most(recall_of_many):
    assert_gain_is_best(recall_of_many)


def assert_gain_stays_close(recall):
    for habit in HABITS:
        for when in DATES:
            by_order = recall["half_life"][habit][when]
            others = max(by_order["list"], by_order["random"])
            assert by_order["gain"] >= others - BEHIND, (habit, when)


def test_where_its_model_is_wrong_it_stays_close(recall):
    assert_gain_stays_close(recall)


@pytest.mark.long
def test_where_its_model_is_wrong_it_stays_close_for_many(recall_of_many):
    assert_gain_stays_close(recall_of_many)


def test_people_are_the_same_for_the_same_seed():
    once = simulate(people=1, days=12, seed=3)

    assert simulate(people=1, days=12, seed=3) == once
    assert simulate(people=1, days=12, seed=4) != once


def test_the_command_prints_recall_by_truth_habit_date_and_order(app):
    arguments = ["--people", "1", "--days", "12", "--seed", "3", "--format", "json"]
    printed = app.test_cli_runner().invoke(args=["practice", "simulate", *arguments]).output

    assert json.loads(printed) == simulate(people=1, days=12, seed=3)


def test_for_people_it_is_a_line_for_each_truth_habit_and_date(app):
    printed = (
        app.test_cli_runner()
        .invoke(args=["practice", "simulate", "--people", "1", "--days", "12"])
        .output
    )

    assert len(printed.splitlines()) == 2 * 3 * 2
    assert printed.startswith("fsrs       daily         end")
