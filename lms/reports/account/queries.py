"""Building accounts: of one workshop or of many in the same number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from lms.coverage.queries import lesson_hour
from lms.database import db
from lms.feedback.queries import feedback_figures
from lms.publishing.queries import course_of
from lms.reports.account.accounts import ProgramAccount, WorkshopAccount, account_of
from lms.reports.account.evidence import ItemEvidence, questions_asked
from lms.reports.account.goals import Target
from lms.reports.account.queries_attempts import first_attempts
from lms.reports.account.queries_beside import beside_tests_in
from lms.reports.account.queries_presence import meeting_counts
from lms.reports.account.reached import WorkshopPeople
from lms.reports.queries import workshop_reports, workshops_in
from lms.reports.targets.models import GoalTarget
from lms.results.queries import attempts_in
from lms.workshops.models import Program, Workshop
from lms.workshops.queries import schedules_of
from lms.workshops.seating.models import Waiting


def workshop_account(
    workshop: Workshop, now: datetime, *, with_mastery: bool = True
) -> WorkshopAccount:
    """The account of one workshop, `with_mastery` or without aspect 4."""
    return workshop_accounts([workshop], now, with_mastery=with_mastery)[0]


def program_account(
    program: Program, now: datetime, *, with_mastery: bool = True
) -> ProgramAccount:
    """The account of a program over all its workshops, `with_mastery` or without aspect 4."""
    return ProgramAccount(
        slug=program.slug,
        title=program.title,
        partners=program.partners,
        target=program.target,
        hour=lesson_hour(),
        generated_at=now,
        workshops=tuple(workshop_accounts(workshops_in(program), now, with_mastery=with_mastery)),
    )


def workshop_accounts(
    workshops: Sequence[Workshop], now: datetime, *, with_mastery: bool = True
) -> list[WorkshopAccount]:
    """The accounts of several workshops, in their order."""
    schedules = schedules_of(workshops)
    attempts = attempts_in(workshops, now)
    listed = workshop_reports(workshops, now, schedules, attempts)
    reports = {each.id: report for each, report in zip(workshops, listed, strict=True)}
    waiting = _waiting(workshops)
    meetings = meeting_counts(workshops, reports, now)
    first = first_attempts(attempts, reports, schedules)
    beside = beside_tests_in(workshops, schedules, reports) if with_mastery else {}
    targets = targets_of([workshop.id for workshop in workshops])
    feedback = feedback_figures(workshops, schedules, now)
    # Many workshops follow one revision.
    courses = {each.revision_id: course_of(each.revision) for each in workshops}
    asked = {key: questions_asked(course) for key, course in courses.items()}
    return [
        account_of(
            WorkshopPeople(reports[each.id], frozenset(waiting[each.id]), tuple(meetings[each.id])),
            courses[each.revision_id],
            ItemEvidence(asked[each.revision_id], tuple(first[each.id])),
            targets[each.id],
            beside.get(each.id),
            feedback[each.id],
        )
        for each in workshops
    ]


def _waiting(workshops: Sequence[Workshop]) -> Mapping[int, set[int]]:
    """Who waits for a seat, as ids of persons by workshop id."""
    found: dict[int, set[int]] = defaultdict(set)
    for workshop_id, person_id in db.session.execute(
        select(Waiting.workshop_id, Waiting.person_id).where(
            Waiting.workshop_id.in_([workshop.id for workshop in workshops])
        )
    ):
        found[workshop_id].add(person_id)
    return found


def targets_of(workshop_ids: Sequence[int]) -> Mapping[int, dict[str, Target]]:
    """The targets that were set, by workshop id and goal id."""
    found: dict[int, dict[str, Target]] = defaultdict(dict)
    for workshop_id, goal_id, share, score in db.session.execute(
        select(
            GoalTarget.workshop_id, GoalTarget.goal_id, GoalTarget.share, GoalTarget.score
        ).where(GoalTarget.workshop_id.in_(workshop_ids))
    ):
        found[workshop_id][goal_id] = Target(share, score)
    return found
