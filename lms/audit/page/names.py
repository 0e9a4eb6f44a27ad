"""What the ids in entries of the audit trail stand for, looked up for a page of them at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.audit.models import AuditEntry
from lms.content.values import Course
from lms.database import db
from lms.discussion.models import Reply, Topic
from lms.discussion.rules import excerpt
from lms.people.models import Person
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer, Attempt
from lms.workshops.models import Enrolment, Meeting, Program, Workshop

Ids = set[int]
_IN_VALUES = {
    "person": "person",
    "people": "person",
    "waiting": "person",
    "card_by": "person",
    "signed_in_there": "person",
    "workshop": "workshop",
    "meeting": "meeting",
    "revision": "revision",
}
IN_SUBJECTS: dict[str, tuple[str, ...]] = {
    "attendance": ("meeting", "enrolment"),
    "excuse": ("meeting", "enrolment"),
    "staff": ("workshop", "person"),
    "coverage": ("meeting",),
    "signoff": ("enrolment", "skill"),
}
"""What the ids of a subject are, where its name does not say so itself."""


@dataclass(frozen=True)
class AttemptName:
    """An attempt, or an answer of it (by the id of its question)."""

    person: str
    quiz_id: str
    question_id: str = ""


@dataclass(frozen=True)
class Names:
    """By id: what a reader knows the thing by. What is gone is not there."""

    person: Mapping[int, str]
    enrolment: Mapping[int, str]
    meeting: Mapping[int, Meeting]
    workshop: Mapping[int, Workshop]
    program: Mapping[int, str]
    revision: Mapping[int, int]
    attempt: Mapping[int, AttemptName]
    answer: Mapping[int, AttemptName]
    topic: Mapping[int, str]
    reply: Mapping[int, str]

    def titles(self, workshop_id: int | None) -> Mapping[str, str]:
        """The titles of what the course of a workshop holds, by id."""
        workshop = self.workshop.get(workshop_id or 0)
        return {} if workshop is None else _titles_in(course_of(workshop.revision))

    def language(self, workshop_id: int | None) -> str:
        """In which language those titles are."""
        workshop = self.workshop.get(workshop_id or 0)
        return "" if workshop is None else course_of(workshop.revision).language


def subject_ids(entry: AuditEntry) -> list[tuple[str, str]]:
    """What the subject of an entry names: kinds and ids as they are written."""
    kind, *ids = entry.subject.split(":", 2)
    kinds = IN_SUBJECTS.get(kind, (kind,))
    return list(zip(kinds, ids, strict=False))


def names_for(entries: Sequence[AuditEntry]) -> Names:
    ids: dict[str, Ids] = {}
    for entry in entries:
        ids.setdefault("person", set()).add(entry.actor_id or 0)
        ids.setdefault("workshop", set()).add(entry.workshop_id or 0)
        for kind, written in subject_ids(entry):
            if written.isdecimal():
                ids.setdefault(kind, set()).add(int(written))
        for values in filter(None, (entry.before, entry.after)):
            for name, kind in _IN_VALUES.items():
                ids.setdefault(kind, set()).update(_whole_numbers(values.get(name)))
    found = {kind: look_up(ids.get(kind, set())) for kind, look_up in _LOOK_UPS.items()}
    return Names(**found)


def _whole_numbers(value: Any) -> Iterable[int]:
    values = value if isinstance(value, list) else [value]
    return (each for each in values if type(each) is int)


def _titles_in(course: Course) -> dict[str, str]:
    titles: dict[str, str] = {skill.id: skill.title for skill in course.skills}
    for module in course.modules:
        titles |= {exercise.id: exercise.title for exercise in module.exercises}
        titles |= {lesson.id: lesson.title for lesson in module.lessons}
    for quiz in course.quizzes:
        for form in quiz.forms:
            titles |= {question.id: question.title for question in quiz.questions(form)}
        titles[quiz.id] = quiz.title
    return titles


def _pairs(query: Select[int, Any]) -> dict[int, Any]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def _people(ids: Ids) -> dict[int, str]:
    query = select(Person.id, Person.name).where(Person.id.in_(ids))
    return _pairs(query)


def _enrolments(ids: Ids) -> dict[int, str]:
    query = select(Enrolment.id, Person.name).join(Enrolment.person).where(Enrolment.id.in_(ids))
    return _pairs(query)


def _meetings(ids: Ids) -> dict[int, Meeting]:
    return {m.id: m for m in db.session.scalars(select(Meeting).where(Meeting.id.in_(ids)))}


def _workshops(ids: Ids) -> dict[int, Workshop]:
    query = select(Workshop).options(joinedload(Workshop.program), joinedload(Workshop.revision))
    return {w.id: w for w in db.session.scalars(query.where(Workshop.id.in_(ids)))}


def _programs(ids: Ids) -> dict[int, str]:
    query = select(Program.id, Program.title).where(Program.id.in_(ids))
    return _pairs(query)


def _revisions(ids: Ids) -> dict[int, int]:
    query = select(CourseRevision.id, CourseRevision.number).where(CourseRevision.id.in_(ids))
    return _pairs(query)


def _attempts(ids: Ids) -> dict[int, AttemptName]:
    rows = db.session.execute(
        select(Attempt.id, Person.name, Attempt.quiz_id)
        .join(Attempt.enrolment)
        .join(Enrolment.person)
        .where(Attempt.id.in_(ids))
    )
    return {attempt_id: AttemptName(name, quiz_id) for attempt_id, name, quiz_id in rows}


def _answers(ids: Ids) -> dict[int, AttemptName]:
    rows = db.session.execute(
        select(Answer.id, Person.name, Attempt.quiz_id, Answer.question_id)
        .join(Answer.attempt)
        .join(Attempt.enrolment)
        .join(Enrolment.person)
        .where(Answer.id.in_(ids))
    )
    return {
        answer_id: AttemptName(name, quiz_id, asked) for answer_id, name, quiz_id, asked in rows
    }


def _topics(ids: Ids) -> dict[int, str]:
    rows = db.session.execute(select(Topic.id, Topic.text).where(Topic.id.in_(ids)))
    return {topic_id: excerpt(text) for topic_id, text in rows}


def _replies(ids: Ids) -> dict[int, str]:
    rows = db.session.execute(select(Reply.id, Reply.text).where(Reply.id.in_(ids)))
    return {reply_id: excerpt(text) for reply_id, text in rows}


_LOOK_UPS: Mapping[str, Callable[[Ids], Mapping[int, Any]]] = {
    "person": _people,
    "enrolment": _enrolments,
    "meeting": _meetings,
    "workshop": _workshops,
    "program": _programs,
    "revision": _revisions,
    "attempt": _attempts,
    "answer": _answers,
    "topic": _topics,
    "reply": _replies,
}
