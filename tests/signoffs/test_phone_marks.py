"""Taps that a phone sends one by one, also late and twice."""

import json

import pytest

from lms.database import db
from lms.signoffs.models import SkillSignoff
from lms.signoffs.queries import signoffs_of
from tests.constants import MINUTE, NOW
from tests.factories import an_enrolment

TASK = "tabel-anggota"


def a_mark(enrolment, chosen, shown="", number=1, ago=0, **more):
    return {
        "id": str(enrolment.id),
        "shown": shown,
        "chosen": chosen,
        "client": "halaman",
        "number": number,
        "ago": ago,
        **more,
    }


@pytest.fixture
def send(browser, workshop, trainer):
    def send(*marks):
        return browser.post(
            f"/w/{workshop.slug}/practical-skills/{TASK}/marks", data={"marks": json.dumps(marks)}
        )

    return send


def hers(enrolment):
    return [(each.verdict.value, each.at) for each in signoffs_of(enrolment).get(TASK, ())]


def test_a_tap_is_saved_with_the_time_it_was_made(send, workshop):
    wayan = an_enrolment(workshop)

    answer = send(a_mark(wayan, "able", ago=60))

    assert answer.json["saved_at"] == "09.00"
    assert hers(wayan) == [("able", NOW - MINUTE)]


def test_a_tap_sent_twice_counts_once(send, workshop):
    wayan = an_enrolment(workshop)
    for _ in range(2):
        send(a_mark(wayan, "needs_help"), a_mark(wayan, "able", "needs_help", 2))

    assert [verdict for verdict, _at in hers(wayan)] == ["needs_help", "able"]
    assert db.session.query(SkillSignoff).count() == 2


def test_a_tap_that_undoes_gives_back_what_was_there(send, workshop):
    wayan = an_enrolment(workshop)
    send(a_mark(wayan, "needs_help", ago=60))
    send(a_mark(wayan, "able", "needs_help", 2))

    send(a_mark(wayan, "needs_help", "able", 3, undo=True))

    assert hers(wayan) == [("needs_help", NOW - MINUTE)]


def test_a_late_tap_does_not_replace_a_newer_verdict(send, workshop):
    wayan = an_enrolment(workshop)
    send(a_mark(wayan, "able"))

    send(a_mark(wayan, "not_yet", number=2, ago=3600))

    assert [verdict for verdict, _at in hers(wayan)] == ["not_yet", "able"]


def test_all_able_of_a_phone_leaves_out_who_was_seen_meanwhile(send, workshop):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)
    send(a_mark(wayan, "needs_help"))

    send(a_mark(wayan, "able", number=2, rest=True), a_mark(made, "able", number=3, rest=True))

    assert [verdict for verdict, _at in hers(wayan)] == ["needs_help"]
    assert [verdict for verdict, _at in hers(made)] == ["able"]


@pytest.mark.parametrize("broken", [{"chosen": ""}, {"chosen": "great"}, {"ago": "x"}])
def test_what_no_page_of_ours_sends_is_refused(send, workshop, broken):
    wayan = an_enrolment(workshop)

    assert send({**a_mark(wayan, "able"), **broken}).status_code == 422
