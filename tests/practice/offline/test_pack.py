"""The pack of a phone, and what the phone brings back."""

import gzip
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.database import db
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.offline.tickets import read_ticket
from lms.practice.rules import seed_of
from lms.publishing.queries import course_of
from tests.constants import NOW
from tests.factories import a_revision, a_workshop, an_enrolment
from tests.shipped import SHIPPED

MINUTE = 60_000  # milliseconds


@pytest.fixture
def pack_url(learner):
    return f"/w/{learner.slug}/practice/pack"


@pytest.fixture
def pack(learner, pack_url):
    """The pack of somebody who has tried both exercises of day 1; it is day 3."""
    learner.answer(learner.key())
    learner.answer("0", "h1-t1")
    return learner.browser.get(pack_url).json


@pytest.fixture
def deliver(learner, pack):
    """Let her phone send tries, and return the answer."""

    def send(*tries, ticket=None):
        data = {"ticket": ticket or pack["ticket"], "tries": json.dumps(tries)}
        return learner.browser.post(f"/w/{learner.slug}/practice/deliver", data=data)

    return send


def a_try(pack, key="k1", answer=None, **values):
    """A try of the first variant of h1-p1; right unless an answer is given."""
    drawn = pack["drawn"]["h1-p1"][0]
    first = {"fields": {"answer": [answer or drawn["judge"]["key"]]}, "ago": 10 * MINUTE}
    return {"key": key, "exercise": "h1-p1", "number": drawn["number"], "first": first, **values}


def in_sitting(pack, place, *before):
    return {"id": None, "place": place, "choices": pack["sittings"][0]["choices"], "before": before}


def delivered():
    db.session.rollback()
    query = select(ExerciseTry).where(ExerciseTry.client_key.is_not(None))
    return list(db.session.scalars(query.order_by(ExerciseTry.id)))


def test_a_pack_holds_a_week_and_the_next_tries_of_hers(learner, pack):
    assert pack["owner"] == str(learner.enrolment.id)
    assert len(pack["sittings"]) == 7
    assert pack["drawn"]["h1-p1"][0]["number"] == 2
    assert learner.variant(number=2).prompt in pack["drawn"]["h1-p1"][0]["html"]


def test_a_pack_holds_nothing_but_exercises_in_numbers_of_practice(learner, pack):
    course = course_of(learner.enrolment.workshop.revision)

    assert set(pack["drawn"]) <= {exercise.id for exercise in course.exercises}
    for exercise_id, drawn in pack["drawn"].items():
        for each in drawn:
            assert each["prompt"] == learner.variant(exercise_id, each["number"]).prompt


def test_a_pack_names_the_lessons_of_days_that_have_begun(learner, pack):
    assert [title for title, _url, _id in pack["lessons"]] == [
        "Pelajaran satu",
        "Pelajaran dua",
        "Pelajaran tiga",
    ]


@pytest.mark.long
def test_a_pack_of_the_shipped_course_fits_a_slow_line(app, browser, at):
    days_over = NOW.date() - timedelta(days=30)
    workshop = a_workshop(first_day=days_over, revision=a_revision(SHIPPED))
    browser.sign_in(an_enrolment(workshop).person)

    sent = browser.get(f"/w/{workshop.slug}/practice/pack", headers={"Accept-Encoding": "gzip"})

    assert len(sent.data) < 150 * 1024
    assert len(json.loads(gzip.decompress(sent.data))["sittings"]) == 7


def test_what_comes_after_practice_is_counted_for_it_may_have_been_done_before(
    learner, pack, deliver
):
    workshop = learner.enrolment.workshop
    workshop.rests_since = NOW
    db.session.commit()

    deliver(a_try(pack))

    db.session.refresh(workshop)
    assert workshop.writes_at_rest == 1


def test_a_pack_that_is_up_to_date_is_not_sent_again(learner, pack, pack_url, at):
    first = learner.browser.get(pack_url)
    headers = {"If-None-Match": first.headers["ETag"]}

    assert learner.browser.get(pack_url, headers=headers).status_code == 304
    learner.answer("1", number=2)
    assert learner.browser.get(pack_url, headers=headers).status_code == 200
    at(NOW + timedelta(days=1))
    newer = {"If-None-Match": learner.browser.get(pack_url).headers["ETag"]}
    assert newer != headers


def test_what_is_left_of_a_sitting_comes_first(learner, pack, pack_url):
    learner.browser.post(f"/w/{learner.slug}/practice")
    sitting = db.session.scalars(select(PracticeSitting)).one()

    first = learner.browser.get(pack_url).json["sittings"][0]

    assert first == {"id": sitting.id, "choices": sitting.choices, "places": [1, 2, 3, 4, 5]}


def test_tries_are_stored_once_however_often_they_are_sent(deliver, pack):
    tries = [a_try(pack, "k1"), a_try(pack, "k2", answer="1")]

    assert deliver(*tries).json["settled"] == ["k1", "k2"]
    assert deliver(*tries).json["settled"] == ["k1", "k2"]
    assert [each.client_key for each in delivered()] == ["k1", "k2"]


def test_the_server_judges_again_and_dates_by_what_passed_since(deliver, pack, at):
    at(NOW + timedelta(hours=1))
    second = {"fields": {"answer": [pack["drawn"]["h1-p1"][0]["judge"]["key"]]}, "ago": MINUTE}
    deliver(a_try(pack, answer="1", second=second, hints=1))

    stored = delivered()[0]
    assert (stored.credit, stored.second_credit, stored.hints_opened) == (0, 1, 1)
    assert stored.answered_at == NOW + timedelta(minutes=50)
    assert stored.second_answered_at == NOW + timedelta(minutes=59)
    assert stored.received_at == NOW + timedelta(hours=1)


def test_a_second_answer_after_a_right_one_is_left_out(deliver, pack):
    again = {"fields": {"answer": ["1"]}, "ago": MINUTE}
    deliver(a_try(pack, second=again))

    assert delivered()[0].second_answered_at is None


def test_nothing_was_answered_before_the_pack_was_made(deliver, pack):
    deliver(a_try(pack))

    assert delivered()[0].answered_at == NOW


def test_numbers_used_up_meanwhile_give_way_but_the_question_stays(learner, deliver, pack):
    learner.answer("1", number=2)
    deliver(a_try(pack))

    stored = delivered()[0]
    assert stored.number == 3
    assert stored.seed == seed_of(learner.enrolment.id, "h1-p1", 2)
    assert stored.key_known
    assert stored.credit == 1


def test_tries_of_a_sitting_make_one_sitting(deliver, pack):
    deliver(a_try(pack, "k1", sitting=in_sitting(pack, 1)))
    deliver(a_try(pack, "k2", sitting=in_sitting(pack, 2, "k1")))

    sitting = db.session.scalars(select(PracticeSitting)).one()
    assert [(each.sitting_id, each.place) for each in delivered()] == [
        (sitting.id, 1),
        (sitting.id, 2),
    ]
    assert sitting.choices == pack["sittings"][0]["choices"]


def test_a_sitting_begun_with_a_line_goes_on_without(learner, deliver, pack, pack_url):
    learner.browser.post(f"/w/{learner.slug}/practice")
    newer = learner.browser.get(pack_url).json
    begun = {**newer["sittings"][0], "place": 1, "before": []}
    deliver(a_try(newer, sitting=begun), ticket=newer["ticket"])

    assert db.session.scalars(select(PracticeSitting.id)).all() == [delivered()[0].sitting_id]


def test_an_older_sitting_does_not_take_the_place_of_that_of_today(learner, deliver, pack, at):
    at(NOW + timedelta(days=2))
    learner.browser.post(f"/w/{learner.slug}/practice")
    kept = a_try(pack, sitting=in_sitting(pack, 1))
    kept["first"]["ago"] = 2 * 24 * 60 * MINUTE
    deliver(kept)

    assert len(db.session.scalars(select(PracticeSitting)).all()) == 1
    assert delivered()[0].sitting_id is None


def test_what_cannot_be_an_answer_is_refused_and_let_go(deliver, pack):
    unreadable = a_try(pack, "k1", answer="seribu")
    unknown = {**a_try(pack, "k2"), "exercise": "h9-p9"}

    assert deliver(unreadable, unknown).json["settled"] == ["k1", "k2"]
    assert delivered() == []


def test_results_of_another_person_are_not_taken(learner, deliver, pack, browser):
    other = an_enrolment(learner.enrolment.workshop)
    browser.sign_in(other.person)

    assert deliver(a_try(pack)).status_code == 409
    assert delivered() == []


@pytest.mark.parametrize(
    "tries", ["no JSON", "{}", "[1]", '[{"key": ""}]', '[{"key": "k", "exercise": 1, "number": 0}]']
)
def test_what_no_page_of_ours_sent_is_refused(learner, pack, tries):
    data = {"ticket": pack["ticket"], "tries": tries}

    answer = learner.browser.post(f"/w/{learner.slug}/practice/deliver", data=data)
    assert answer.status_code == 422


@pytest.mark.parametrize("ticket", ["", "x", "[1,2,3].forged"])
def test_a_ticket_that_we_did_not_write_is_refused(deliver, pack, ticket):
    assert read_ticket("a secret", ticket) is None
    assert deliver(a_try(pack), ticket=ticket or "x").status_code == 422


def test_statements_do_not_grow_with_what_was_practised(learner, pack, pack_url, statements):
    with statements() as few:
        learner.browser.get(pack_url)
    for number in range(2, 8):
        learner.answer("1", number=number)
    with statements() as many:
        learner.browser.get(pack_url)

    assert len(many) == len(few)
