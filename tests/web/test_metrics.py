"""Figures for a machine that watches."""

import re

import pytest

from lms import create_app

TOKEN = {"Authorization": "Bearer a-token"}


@pytest.fixture
def watched(database_url, tmp_path):
    return create_app(
        str(tmp_path), DATABASE_URL=database_url, SECRET_KEY="x", METRICS_TOKEN="a-token"
    ).test_client()


def counted(text, action, status):
    found = re.search(
        rf'^lms_answers_total{{action="{action}",status="{status}"}} (\S+)$', text, re.M
    )
    return float(found[1]) if found else 0.0


def test_answers_are_counted_by_action_and_status(watched):
    before = watched.get("/metrics", headers=TOKEN).text

    for _time in range(3):
        watched.get("/sign-in")

    after = watched.get("/metrics", headers=TOKEN).text
    assert counted(after, "people.sign_in", 200) - counted(before, "people.sign_in", 200) == 3
    assert 'lms_answer_seconds_count{action="people.sign_in"}' in after


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer another"}])
def test_without_its_token_there_are_none(watched, header):
    assert watched.get("/metrics", headers=header).status_code == 404


def test_without_the_setting_there_are_none(browser):
    assert browser.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
