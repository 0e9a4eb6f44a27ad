"""Reads the skills of a course: what participants become able to do by practising."""

from collections.abc import Sequence
from typing import Annotated, Any

from lms.content.question_list import Index
from lms.content.values import Skill
from lms.questions.authoring.keys import (
    Keys,
    Line,
    ListOf,
    Markdown,
    MaybeLine,
    OneLine,
    WholeNumber,
    YesNo,
)
from lms.questions.authoring.source import Source
from lms.questions.common import MAX_ID_LENGTH

MAX_TITLE_LENGTH = 80
MAX_SKILLS = 100
MIN_EXERCISES = 2
"""Fewer could be done by remembering the answer instead of the method."""

MAX_DAYS = 31


class SkillKeys(Keys):
    """Something a participant can do: in skills.yaml."""

    id: Annotated[str, OneLine(MAX_ID_LENGTH)]
    """Small letters, digits and hyphens; never changed once it is published."""
    title: Annotated[str, OneLine(MAX_TITLE_LENGTH)]
    """What she can do then, beginning with a verb: Menghitung modal sendiri."""
    competency: Line
    """The competency it belongs to, a code from course.yaml."""
    rule: Markdown
    """The rule of thumb, one short sentence."""
    section: MaybeLine = ""
    """Where a lesson explains it, such as h1-l2#modal-sendiri: a lesson, and a heading in it."""
    worked: Markdown = ""
    """A worked example, Markdown; shown before the first exercise."""
    half_worked: Markdown = ""
    """An example whose last steps she does herself, Markdown."""
    practical: YesNo = False
    """Whether a trainer sees it done instead of exercises asking for it."""
    day: Annotated[int, WholeNumber(0, MAX_DAYS)] = 0
    """The day on which a practical skill is seen done; others have that of their exercises."""
    look_for: Annotated[list[Line], ListOf()] = []
    """What the trainer looks for when a practical skill is shown to her."""


def read_skills(source: Source, entries: Sequence[Any], index: Index) -> tuple[Skill, ...]:
    """Read the list below `skills`; what their exercises are is known when all days are read."""
    skills = []
    for item in source.children("skills", entries):
        keys = item.read(SkillKeys)
        skill = Skill(
            id=keys.id,
            title=keys.title,
            competency=keys.competency,
            rule=item.html("rule", keys.rule),
            section=keys.section,
            worked=item.html("worked", keys.worked),
            half_worked=item.html("half_worked", keys.half_worked),
            practical=keys.practical,
            day=keys.day,
            look_for=tuple(keys.look_for),
        )
        if not skill.section:
            item.leave_out("section")
        if source.diagnostics.authored:
            index.claim(item, skill.id)
            if skill.section:
                index.links.expect(item, "section", skill.section)
            index.expect_competency(item, "competency", skill.competency)
            _check_sort(item, skill)
        index.skills.setdefault(skill.id, skill)
        skills.append(skill)
    if len(skills) > MAX_SKILLS:
        source.problem("skills", f"There are more than {MAX_SKILLS} skills. Keep fewer")
    return tuple(skills)


def _check_sort(item: Source, skill: Skill) -> None:
    """Note what a practical skill lacks, and what one of exercises does."""
    if not item.sound:
        return
    if not skill.practical:
        for key in ("day", "look_for"):
            if getattr(skill, key):
                item.problem(key, f'"{key}" is for practical skills. Remove it')
        for key in ("worked", "half_worked"):
            if not getattr(skill, key) and item.sound:
                item.problem("", f'"{key}" is missing. Add an example to begin with')
        return
    if not skill.day:
        item.problem("", '"day" is missing. Write the day on which it is shown to a trainer')
    if not skill.look_for:
        item.problem("", '"look_for" is missing. Add what the trainer looks for')


def check_skills(source: Source, skills: Sequence[Skill], days: int, index: Index) -> None:
    """Note skills that nothing practises, once all exercises are known."""
    if index.incomplete or index.unsound:
        return
    asked = [question.skill for question in index.practised]
    for place, skill in enumerate(skills):
        below = source.below(source.raw("skills")[place], "skills", place)
        if not below.sound:
            continue
        count = asked.count(skill.id)
        if skill.practical:
            if count:
                below.problem("practical", "Exercises ask for this skill. Remove practical")
            if skill.day > days:
                below.problem("day", f"The course has {days} days, not {skill.day}")
        elif count < MIN_EXERCISES:
            below.problem(
                "id",
                f'"{skill.id}" is practised by {count} exercises, it needs {MIN_EXERCISES}. '
                f'Write "skill: {skill.id}" in others',
            )
