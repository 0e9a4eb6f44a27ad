"""Whose answers are read, and what they chose where the course was corrected since."""

from lms.analysis.queries import first_quiz_attempts, of_workshop
from lms.analysis.rules import analyse
from lms.database import db
from lms.publishing.queries import course_of
from lms.quizzes.attempts import service
from lms.quizzes.attempts.saves import Sent
from tests.constants import NOW
from tests.factories import an_enrolment
from tests.grading.factories import a_corrected_revision
from tests.quizzes.factories import a_quiz_attempt


def who_chose(workshop):
    """How many chose each option of the second question, by the text it has now."""
    quiz = course_of(workshop.revision).quiz("kuis-1")
    quiz_attempts = first_quiz_attempts(of_workshop(workshop), quiz, "", workshop.revision)
    item = analyse(quiz.questions(), quiz_attempts).items[1]
    return {str(choice.text.html): choice.count for choice in item.choices}


def sat(workshop, text):
    """Somebody who ticks the option with this text, and nothing else."""
    quiz_attempt = a_quiz_attempt(an_enrolment(workshop))
    key = next(o.key for o in quiz_attempt.variant(2).options if o.text == text)
    service.save_answer(quiz_attempt, Sent(2, {"answer": [key]}, "page", 1, NOW))
    service.hand_in_attempt(quiz_attempt, NOW)
    db.session.commit()


def test_options_in_another_order_keep_those_who_chose_them(workshop):
    sat(workshop, "wali kota")
    sat(workshop, "pengurus")

    workshop.revision = a_corrected_revision(lambda asked: asked["k1-2"]["options"].reverse())
    sat(workshop, "pengurus")

    assert who_chose(workshop) == {"wali kota": 1, "pengurus": 2, "rapat anggota": 0}


def test_an_option_that_is_gone_is_counted_nowhere(workshop):
    sat(workshop, "wali kota")

    def replace(asked):
        asked["k1-2"]["options"][2] = {"text": "pengawas", "right": True}

    workshop.revision = a_corrected_revision(replace)

    assert who_chose(workshop) == {"rapat anggota": 0, "pengurus": 0, "pengawas": 0}


def test_a_question_of_another_kind_shows_no_choices_of_the_old_one(workshop):
    sat(workshop, "pengurus")

    def one_only(asked):
        asked["k1-2"]["kind"] = "single_choice"
        asked["k1-2"]["options"] = [{"text": "pengurus", "right": True}, {"text": "wali kota"}]

    workshop.revision = a_corrected_revision(one_only)

    assert set(who_chose(workshop).values()) == {0}
