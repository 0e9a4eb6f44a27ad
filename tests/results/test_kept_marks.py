"""What the answers of an attempt earn is kept with it, whoever changes them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from lms.database import db
from lms.quizzes.attempts.kept.queries import marks_of
from lms.quizzes.attempts.kept.rules import (
    KeptMark,
    has_trainers,
    marks_in,
    marks_text,
    score_in,
    score_text,
    without_trainers,
)
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.attempts.rules import Mark, score
from lms.results.attempts import attempts_of, quiz_results_of
from lms.workshops.models import Enrolment
from tests.constants import NOW
from tests.factories import a_staff_member, an_enrolment
from tests.grading.factories import a_corrected_revision, grade
from tests.quizzes.factories import a_result, an_essay
from tests.results.factories import an_attempt

MARKS = st.lists(
    st.builds(
        KeptMark,
        st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True),
        st.none() | st.fractions(0, 1, max_denominator=12),
        st.fractions(0, 20, max_denominator=4),
        st.booleans(),
    ),
    max_size=12,
)


@given(MARKS)
def test_marks_are_read_as_they_were_written(marks):
    assert marks_in(marks_text(marks)) == marks
    assert score_in(score_text(marks)) == score(Mark(each.credit, each.points) for each in marks)


@given(MARKS)
def test_before_a_release_what_trainers_gave_waits(marks):
    hidden = without_trainers(marks)

    assert [each.credit for each in hidden] == [
        None if each.by_trainer else each.credit for each in marks
    ]


@given(MARKS)
def test_it_is_kept_whether_a_trainer_gave_any(marks):
    assert has_trainers(marks_text(marks)) == any(each.by_trainer for each in marks)


def kept_of(attempt_id):
    """What is kept, and what the answers say."""
    db.session.commit()
    attempt = db.session.execute(
        select(Attempt.score, Attempt.marks).where(Attempt.id == attempt_id)
    ).one()
    by_answers = marks_of(Attempt.id == attempt_id)[attempt_id]
    return (marks_in(attempt.marks), score_in(attempt.score)), (
        by_answers,
        score(Mark(each.credit, each.points) for each in by_answers),
    )


def test_handing_in_keeps_what_the_answers_earn(workshop):
    sitter = a_result(an_enrolment(workshop), "kuis-1", {3: {"answer": ["true"]}})

    kept, said = kept_of(sitter.attempt.id)

    assert kept == said
    assert len(kept[0]) == len(sitter.attempt.question_ids)


def test_so_does_a_trainer_who_grades(browser, workshop):
    essay = an_essay(an_enrolment(workshop))
    attempt_id = essay.attempt_id
    before, _said = kept_of(attempt_id)
    browser.sign_in(a_staff_member(workshop))

    grade(browser, essay)

    kept, said = kept_of(attempt_id)
    assert kept == said
    assert (before[1].waiting, kept[1].waiting) == (1, 0)
    assert any(each.by_trainer for each in kept[0])


def test_so_does_marking_again_by_a_corrected_question(browser, workshop):
    sitter = a_result(an_enrolment(workshop), "kuis-1", {3: {"answer": ["true"]}})
    before, _said = kept_of(sitter.attempt.id)
    workshop.revision = a_corrected_revision(
        lambda questions: questions["k1-3"].update(answer=True)
    )
    db.session.commit()
    browser.sign_in(a_staff_member(workshop))
    page = f"/w/{workshop.slug}/grading/quizzes/kuis-1/regrade"
    seen = browser.get(page).text.split('name="seen" value="')[1].split('"')[0]

    browser.post(page, data={"seen": seen, "attempt": [sitter.attempt.id]})

    kept, said = kept_of(sitter.attempt.id)
    assert kept == said
    assert kept[1].earned > before[1].earned


@pytest.mark.parametrize("only_released", [False, True])
def test_an_attempt_that_keeps_nothing_is_read_by_its_answers(workshop, only_released):
    enrolment = an_enrolment(workshop)
    an_attempt(enrolment, "kuis-1", 1, Fraction(1, 2), None, handed_in_at=NOW)
    whose = Enrolment.id == enrolment.id
    kept = quiz_results_of(whose, NOW, only_released=only_released), attempts_of(whose)
    db.session.execute(update(Attempt).values(score=None, marks=None))

    assert (
        quiz_results_of(whose, NOW, only_released=only_released),
        attempts_of(whose),
    ) == kept
