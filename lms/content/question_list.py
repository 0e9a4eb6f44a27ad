"""Reads the questions of a course and knows what is in it so far: ids, competencies, goals."""

import re
from dataclasses import dataclass, field

from lms.content.checks.draws import check_draws
from lms.content.checks.expected import check_expected
from lms.content.rehearsal import rehearse, variants_of
from lms.content.texts.lesson_text import LessonLinks
from lms.content.values import Skill
from lms.questions import Question, parse_question
from lms.questions.authoring.keys import Keys, Line
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class UseKeys(Keys):
    """A question of an exercise or a bank."""

    use: Line
    """The id of an exercise or of a question in a bank."""


@dataclass
class Index:
    """What a course holds, filled while it is read."""

    ids: dict[str, tuple[str, int]] = field(default_factory=dict)
    competencies: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    skills: dict[str, Skill] = field(default_factory=dict)
    practised: list[Question] = field(default_factory=list)
    """The questions of the days' exercises."""
    exercises: dict[str, Question] = field(default_factory=dict)
    banks: dict[str, tuple[Question, ...]] = field(default_factory=dict)
    unsound: set[str] = field(default_factory=set)
    tried: set[tuple[str, int]] = field(default_factory=set)
    links: LessonLinks = field(default_factory=LessonLinks)
    incomplete: bool = False
    """True when a file with exercises, goals or a bank could not be read: more may exist."""

    def claim(self, source: Source, name: str) -> None:
        """Note a problem unless `name` is a well-formed id that nothing else has.

        Both tests may read the same form: what stands in the same place is the same thing.
        """
        place = source.diagnostics.place((*source.path, "id"))
        if not name:
            return
        if not _ID.fullmatch(name):
            source.problem(
                "id", f'"{name}" cannot be an id. Use small letters, digits and hyphens: h1-p1'
            )
        elif self.ids.setdefault(name, place) != place:
            file, line = self.ids[name]
            source.problem("id", f'"{name}" is the id of {file}:{line} already. Choose another')

    def is_new(self, source: Source) -> bool:
        """Whether a question was not tried out yet: both tests may read the same form."""
        place = source.diagnostics.place((*source.path, "id"))
        if place in self.tried:
            return False
        self.tried.add(place)
        return True

    def expect_competency(self, source: Source, key: str | tuple[str, int], code: str) -> None:
        """Note a problem if the course has no such competency."""
        if code and self.competencies and code not in self.competencies:
            source.problem(key, _unknown(code, "competency", self.competencies, "course.yaml"))

    def expect_exercise(self, source: Source, key: tuple[str, int], exercise_id: str) -> None:
        """Note a problem if no day has such an exercise."""
        if exercise_id not in self.exercises and not self.may_hold(exercise_id):
            source.problem(
                key, f'"{exercise_id}" is not an exercise of this course. Use the id of one'
            )

    def may_hold(self, name: str) -> bool:
        """Whether an unknown exercise may stand where something could not be read."""
        return self.incomplete or name in self.unsound

    def expect_goal(self, source: Source, goal: str) -> None:
        """Note a problem if no day has such a goal."""
        if goal and goal not in self.goals and not self.incomplete:
            source.problem("goal", _unknown(goal, "goal", self.goals, "a module.yaml"))

    def expect_skill(self, source: Source, question: Question) -> None:
        """Note a problem if there is no such skill, or it belongs to another competency."""
        name = question.skill
        if not name or source.diagnostics.unread(("skills",)):
            return
        if name not in self.skills:
            hint = did_you_mean(name, self.skills, "See skills.yaml")
            source.problem("skill", f'"{name}" is not a skill of this course. {hint}')
        elif question.competency not in ("", self.skills[name].competency):
            source.problem(
                "competency",
                f'The skill "{name}" belongs to {self.skills[name].competency}, '
                f"not to {question.competency}. Change one of them",
            )


def _unknown(name: str, what: str, known: tuple[str, ...], file: str) -> str:
    listed = ", ".join(known) or "none"
    return f'"{name}" is not a {what} of this course. There are: {listed}, see {file}'


def read_question(source: Source, index: Index) -> Question | None:
    """Read a question written out; None if there is no such kind."""
    question = parse_question(source)
    if question is None:  # without its kind, nobody knows which keys it may have
        return None
    if source.diagnostics.authored:
        index.claim(source, question.id)
        index.expect_competency(source, "competency", question.competency)
        index.expect_goal(source, question.goal)
        index.expect_skill(source, question)
        if question.section:
            index.links.expect(source, "section", question.section)
        if source.sound and index.is_new(source):
            tried = rehearse(source, question)
            if source.sound:
                check_draws(source, question, tried or variants_of(question))
                check_expected(source, question)
    return question


def read_exercise_or_question(source: Source, index: Index) -> Question | None:
    """Read a question of a quiz: written out, or `use: id` for one of an exercise or bank."""
    if "use" not in source:
        return read_question(source, index)
    used = source.read(UseKeys).use
    if used in index.exercises:
        return index.exercises[used]
    if used and not index.may_hold(used):
        hint = did_you_mean(used, index.exercises, 'See "id" in the exercises.yaml files')
        source.problem("use", f'"{used}" is not an exercise of this course. {hint}')
    return None
