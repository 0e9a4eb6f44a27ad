"""Building accounts: of one workshop or of many in the same number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import BindParameter, bindparam, select

from lms.coverage.queries import lesson_hour
from lms.database import db
from lms.feedback.queries import feedback_figures
from lms.publishing.queries import MAX_PARSED, course_of, course_with
from lms.reports.account.accounts import ProgramAccount, WorkshopAccount, account_of
from lms.reports.account.evidence import (
    AttemptEvidence,
    ItemEvidence,
    QuestionsAsked,
    questions_asked,
)
from lms.reports.account.goals import Target
from lms.reports.account.mastery import BesideTests
from lms.reports.account.queries_attempts import first_attempts
from lms.reports.account.queries_beside import beside_tests_in, paired_in
from lms.reports.account.queries_presence import meeting_counts
from lms.reports.account.reached import MeetingCount, WorkshopPeople
from lms.reports.kept.rules import KeptEvidence
from lms.reports.queries import reports_from, workshops_in
from lms.reports.queries_facts import Facts, facts_of
from lms.reports.rules import WorkshopReport
from lms.reports.targets.models import GoalTarget
from lms.workshops.models import Program, Workshop
from lms.workshops.seating.models import Waiting

# Built once, for every report asks.
_WORKSHOP_IDS: BindParameter[Sequence[int]] = bindparam("workshop_ids", expanding=True)
_WAITING = select(Waiting.workshop_id, Waiting.person_id).where(
    Waiting.workshop_id.in_(_WORKSHOP_IDS)
)
_TARGETS = select(
    GoalTarget.workshop_id, GoalTarget.goal_id, GoalTarget.share, GoalTarget.score
).where(GoalTarget.workshop_id.in_(_WORKSHOP_IDS))


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
    facts = facts_of(workshops, now, with_figures=True, with_mastery=with_mastery)
    listed = reports_from(facts, now)
    reports = {each.id: report for each, report in zip(workshops, listed, strict=True)}
    live = {each.id: reports[each.id] for each in facts.live}
    kept = _kept_evidence(facts)
    evidence: dict[int, ItemEvidence] = {**_evidence(facts, live), **kept}
    meetings: dict[int, Sequence[MeetingCount]] = {}
    meetings |= meeting_counts(facts.meetings, live) if live else {}
    meetings |= {key: each.meetings() for key, each in kept.items()}
    beside: dict[int, BesideTests] = {}
    if with_mastery:
        beside = beside_tests_in(facts.live, facts.live_schedules, live)
        beside |= {key: each.beside(paired_in(reports[key])) for key, each in kept.items()}
    waiting = _waiting(workshops)
    targets = targets_of([workshop.id for workshop in workshops])
    feedback = feedback_figures(workshops, facts.schedules, now)
    return [
        account_of(
            WorkshopPeople(reports[each.id], frozenset(waiting[each.id]), tuple(meetings[each.id])),
            course_of(each.revision),
            evidence[each.id],
            targets[each.id],
            beside.get(each.id),
            feedback[each.id],
        )
        for each in workshops
    ]


def _evidence(facts: Facts, reports: Mapping[int, WorkshopReport]) -> dict[int, AttemptEvidence]:
    """What the answers in each workshop say of which nothing is kept, by its id."""
    first = first_attempts(facts.attempts, reports, facts.live_schedules)
    return {
        each.id: AttemptEvidence(_asked_with(each.revision.fingerprint), tuple(first[each.id]))
        for each in facts.live
    }


def _kept_evidence(facts: Facts) -> dict[int, KeptEvidence]:
    """What is kept of the others, by their id."""
    found = {}
    for each in facts.workshops:
        if each.id in facts.kept:
            kept, asked = facts.kept[each.id], _asked_with(each.revision.fingerprint)
            found[each.id] = KeptEvidence(asked, kept.persons, kept.figures, kept.mastery)
    return found


@lru_cache(maxsize=MAX_PARSED)
def _asked_with(fingerprint: str) -> QuestionsAsked:
    """What a revision asks; kept, because it never changes."""
    return questions_asked(course_with(fingerprint))


def _waiting(workshops: Sequence[Workshop]) -> Mapping[int, set[int]]:
    """Who waits for a seat, as ids of persons by workshop id."""
    found: dict[int, set[int]] = defaultdict(set)
    given = {"workshop_ids": [workshop.id for workshop in workshops]}
    for workshop_id, person_id in db.session.execute(_WAITING, given):
        found[workshop_id].add(person_id)
    return found


def targets_of(workshop_ids: Sequence[int]) -> Mapping[int, dict[str, Target]]:
    """The targets that were set, by workshop id and goal id."""
    found: dict[int, dict[str, Target]] = defaultdict(dict)
    for workshop_id, goal_id, share, score in db.session.execute(
        _TARGETS, {"workshop_ids": workshop_ids}
    ):
        found[workshop_id][goal_id] = Target(share, score)
    return found
