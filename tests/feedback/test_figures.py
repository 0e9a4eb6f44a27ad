"""What questionnaires say in the account: figures without words, of a workshop and of a program."""

from datetime import timedelta

import pytest

from lms.content.statements import Statement
from lms.database import db
from lms.feedback.rules import Said, counted_result, feedback_result, pooled_results
from lms.feedback.service import keep_feedback
from lms.reports.account.queries import program_account, workshop_account
from lms.reports.documents import workshop_document
from lms.statistics.rates import Rate
from lms.workshops.queries import schedule_of
from tests.constants import NOW
from tests.factories import a_person, a_staff_member, an_enrolment, an_organiser

CLEAR = Statement("jelas", "Pelatih menjelaskan dengan jelas.")
PACE = Statement("tempo", "Kecepatan belajar pas.")
BETTER = Statement("perbaiki", "Apa yang perlu diperbaiki?", open=True)
DAY_5 = NOW + timedelta(days=2)


def test_counting_in_the_database_says_what_the_answers_say():
    said = [Said({"jelas": 5, "tempo": 3}, {"perbaiki": "Waktu"}), Said({"jelas": 4}, {})]
    counts = {("jelas", 5): 1, ("jelas", 4): 1, ("tempo", 3): 1}

    counted = counted_result((CLEAR, PACE, BETTER), Rate(2, 3), counts)

    answered = feedback_result((CLEAR, PACE, BETTER), 3, said)
    assert (counted.response, counted.ratings) == (answered.response, answered.ratings)
    assert counted.open_answers == ()


def test_workshops_are_pooled_statement_by_statement():
    one = counted_result((CLEAR,), Rate(2, 3), {("jelas", 5): 2})
    two = counted_result((CLEAR, PACE), Rate(1, 4), {("jelas", 2): 1, ("tempo", 4): 1})

    both = pooled_results([one, two])

    assert both.response == Rate(3, 7)
    assert [each.counts for each in both.ratings] == [(0, 1, 0, 0, 2), (0, 0, 0, 1, 0)]
    assert pooled_results([]).mean is None


@pytest.fixture
def people(workshop, at):
    at(DAY_5)
    return [an_enrolment(workshop, a_person(f"Peserta Contoh {n}")) for n in range(6)]


def answer(people, rating):
    schedule = schedule_of(people[0].workshop)
    for each in people:
        said = Said({"angket-materi": rating}, {"angket-perbaiki": f"Kata {each.id}"})
        keep_feedback(each, schedule, said, DAY_5)
    db.session.commit()


def test_before_the_last_day_there_is_no_rate(workshop, people):
    account = workshop_account(workshop, NOW)

    assert account.answered.share is None
    assert workshop_document(account)["questionnaire"]["response"]["percent"] is None


def test_of_few_answers_the_account_tells_the_response_alone(workshop, people, browser):
    answer(people[:4], 5)

    document = workshop_document(workshop_account(workshop, DAY_5))["questionnaire"]
    page = browser.sign_in(an_organiser(workshop.program)).get(f"/w/{workshop.slug}/report").text
    assert document["response"]["part"] == 4
    assert (document["mean"], document["statements"]) == (None, [])
    assert "4 dari 6" in page
    assert "Seberapa setuju peserta" not in page


def test_of_enough_answers_it_tells_means_and_never_words(workshop, people, browser, app):
    answer(people[:4], 5)
    answer(people[4:5], 3)

    account = workshop_account(workshop, DAY_5)
    document = workshop_document(account)["questionnaire"]
    # 5, 5, 5, 5 and 3: 23 of 5 answers.
    assert document["mean"] == 4.6
    assert document["statements"][0]["counts"] == [0, 0, 1, 0, 4]
    assert program_account(workshop.program, DAY_5).feedback.response == Rate(5, 6)
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    page = trainer.get(f"/w/{workshop.slug}/report").text
    assert "4,60" in page
    assert "Kata" not in page
    assert trainer.get(f"/w/{workshop.slug}/report/people/answered").status_code == 404
