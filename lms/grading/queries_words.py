"""Reading what people typed where words are asked for, and which of it is accepted."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.grading.queries_regrade import (
    answers_to,
    credit_by,
    judged_by,
    questions_in,
    revisions_of,
)
from lms.publishing.queries import course_of
from lms.questions import Question
from lms.questions.short_answer import normalised
from lms.questions.written_words import is_key, is_near_key, places_of, word_at
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.models_decisions import AcceptedAnswer
from lms.quizzes.attempts.queries_accepting import accepted_in, accepted_in_workshops
from lms.workshops.models import Enrolment, Workshop


@dataclass(frozen=True)
class ShortAnswerCount:
    """A question of the course that asks for words, and how many distinct ones are not accepted.

    `near` counts those that are accepted although they are misspelled.
    """

    quiz_id: str
    quiz_title: str
    question: Question
    refused: int
    near: int


def short_ones(workshop: Workshop) -> list[ShortAnswerCount]:
    """The questions asking for words that were answered."""
    course = course_of(workshop.revision)
    found = {
        (quiz.id, question.id): (quiz.title, question)
        for quiz in course.quizzes
        for question in questions_in(course, quiz.id).values()
        if places_of(question)
    }
    rows = db.session.execute(
        select(Attempt.quiz_id, Answer.question_id, Answer.answer)
        .join(Answer.attempt)
        .join(Attempt.enrolment)
        .where(
            Enrolment.workshop_id == workshop.id,
            Answer.question_id.in_([question_id for _quiz_id, question_id in found]),
        )
    )
    accepted = accepted_in_workshops({workshop.id})
    refused: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
    near: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
    answered: set[tuple[str, str]] = set()
    for quiz_id, question_id, answer in rows:
        if (key := (quiz_id, question_id)) not in found:
            continue
        answered.add(key)
        _title, question = found[key]
        for place in places_of(question):
            text = word_at(answer, place)
            if not normalised(text) or is_key(question, place, text):
                continue
            ours = accepted[workshop.id, quiz_id]
            if is_near_key(question, place, text) and not ours.refuses(question, place, text):
                near[key].add((place, normalised(text)))
            elif not ours.holds(question_id, place, text):
                refused[key].add((place, normalised(text)))
    return [
        ShortAnswerCount(key[0], title, question, refused=len(refused[key]), near=len(near[key]))
        for key, (title, question) in found.items()
        if key in answered
    ]


@dataclass(frozen=True)
class Wording:
    """Words that are the same but for case, spaces and punctuation, typed at one place.

    `is_near` is set where the course accepts them misspelled, `by_trainer` where a trainer accepted
    or refused them, and `behind` counts those that do not have
    their credit yet, because they were handed in at that very moment.
    """

    place: int
    text: str
    count: int
    is_key: bool
    is_near: bool
    by_trainer: AcceptedAnswer | None
    behind: int

    @property
    def is_accepted(self) -> bool:
        """Whether they count as right."""
        if self.by_trainer is not None:
            return not self.by_trainer.refused
        return self.is_near


def typed_wordings(
    workshop: Workshop, quiz_id: str, question: Question
) -> dict[int, list[Wording]]:
    """What people typed, by place, the most frequent first."""
    answers = answers_to(workshop, quiz_id, question.id)
    behind = _behind(workshop, quiz_id, answers)
    accepted = {
        (each.place, each.normalised): each
        for each in db.session.scalars(
            select(AcceptedAnswer)
            .options(joinedload(AcceptedAnswer.accepted_by))
            .filter_by(workshop_id=workshop.id, quiz_id=quiz_id, question_id=question.id)
        )
    }
    found: dict[int, list[Wording]] = {}
    for place in places_of(question):
        texts: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for answer in answers:
            text = word_at(answer.answer, place)
            if normalised(text):
                texts[normalised(text)].append((text, answer.id in behind))
        by_count = [
            Wording(
                place=place,
                text=Counter(text for text, _behind in given).most_common(1)[0][0],
                count=len(given),
                is_key=is_key(question, place, given[0][0]),
                is_near=is_near_key(question, place, given[0][0]),
                by_trainer=accepted.get((place, key)),
                behind=sum(late for _text, late in given),
            )
            for key, given in texts.items()
        ]
        found[place] = sorted(by_count, key=lambda each: (-each.count, each.text))
    return found


def _behind(workshop: Workshop, quiz_id: str, answers: Sequence[Answer]) -> set[int]:
    """The answers that would get another credit now."""
    held = revisions_of(answers)
    revisions = judged_by(answers)
    accepted = accepted_in(workshop.id, quiz_id)
    found = {
        answer.id
        for answer in answers
        if credit_by(answer, revisions.get(answer.id), accepted) != answer.credit
    }
    del held
    return found
