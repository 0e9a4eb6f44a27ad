"""Reading the practice of a whole workshop, in a constant number of statements."""

from dataclasses import dataclass
from datetime import datetime

from lms.practice.overview.queries_silent import last_tries, reminders_in, times_of_practice
from lms.practice.overview.queries_wrong import WrongAnswer, commonest_wrong
from lms.practice.overview.rules import (
    CompetencyPractice,
    CooperativePractice,
    PersonPractice,
    Silence,
    SkillPractice,
    competency_practice,
    cooperative_practice,
    person_practice,
    silence,
    skill_practice,
)
from lms.practice.sitting.queries_evidence import last_day_over, tries_of
from lms.practice.skills import practised_skills
from lms.publishing.queries import course_of
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolments_in
from lms.workshops.rules import Phase, Schedule


@dataclass(frozen=True)
class PracticeLine:
    """A participant, what she practises, when she did last and wants to, how long she is silent.

    `silence` is empty while the workshop goes on and after it is closed.
    """

    enrolment: Enrolment
    practice: PersonPractice
    last: datetime | None
    time: str
    silence: Silence | None
    reminders: int


@dataclass(frozen=True)
class WorkshopPractice:
    """The practice of a workshop: by person, cooperative and skill, and the commonest mistakes."""

    lines: tuple[PracticeLine, ...]
    cooperatives: tuple[CooperativePractice, ...]
    skills: tuple[SkillPractice, ...]
    competencies: tuple[CompetencyPractice, ...]
    wrong: tuple[WrongAnswer, ...]

    @property
    def due(self) -> list[PracticeLine]:
        """Who is to be reminded now."""
        return [line for line in self.lines if line.silence and line.silence.is_due]

    @property
    def practising(self) -> int:
        """How many have practised at all."""
        return sum(line.practice.tries > 0 for line in self.lines)


def practice_in(workshop: Workshop, schedule: Schedule, now: datetime) -> WorkshopPractice:
    """Read the practice of everybody enrolled, by name."""
    course = course_of(workshop.revision)
    enrolments = enrolments_in(workshop)
    tries = tries_of(enrolments, course, workshop.zone)
    taught = last_day_over(schedule, now)
    skills = [skill for skill in practised_skills(course) if skill.day <= taught]
    times = times_of_practice(each.id for each in enrolments)
    reminders = reminders_in([workshop.id])
    ended = schedule.slots[-1].ends_at if schedule.phase(now) is Phase.PRACTICE else None
    last = last_tries([workshop.id])
    lines = tuple(
        PracticeLine(
            each,
            person_practice(each.id, skills, tries[each.id]),
            last[each.id].at,
            times.get(each.id, ""),
            silence(last[each.id].at, ended, reminders[each.id], now) if ended else None,
            len(reminders[each.id]),
        )
        for each in enrolments
    )
    practised = skill_practice(skills, (line.practice for line in lines))
    return WorkshopPractice(
        lines,
        cooperative_practice((_cooperative(line.enrolment), line.practice) for line in lines),
        practised,
        competency_practice(course.competencies, practised, len(enrolments)),
        commonest_wrong([each.id for each in enrolments], course),
    )


def _cooperative(enrolment: Enrolment) -> str:
    cooperative = enrolment.person.cooperative
    return cooperative.name if cooperative else ""
