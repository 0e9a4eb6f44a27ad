"""Adding up the account of a workshop from its rows, as it is going to be kept."""

from datetime import datetime

from lms.publishing.queries import course_of
from lms.reports.account.evidence import AttemptEvidence, questions_asked
from lms.reports.account.queries_attempts import first_attempts
from lms.reports.account.queries_beside import beside_tests_in
from lms.reports.account.queries_presence import meeting_counts
from lms.reports.kept.models import KeptAccount
from lms.reports.kept.queries import final_since
from lms.reports.kept.rules import FORMAT, figures_text, is_settled, mastery_text, seats_text
from lms.reports.queries import reports_from
from lms.reports.queries_facts import facts_from_rows
from lms.workshops.models import Workshop


def added_up(workshop: Workshop, now: datetime) -> KeptAccount | None:
    """The row to be kept; None while something of the account may still change. Slow."""
    # Before the rows are read: a write that they do not show counts later, and tells.
    since, writes = final_since(workshop, now), workshop.writes_at_rest
    facts = facts_from_rows([workshop], now)
    goes_on = any(each.handed_in_at is None for each in facts.attempts)
    schedule = facts.schedules[workshop.id]
    if since is None or not is_settled(schedule, now, somebody_sits=goes_on):
        return None
    (report,) = reports_from(facts, now)
    reports = {workshop.id: report}
    first = first_attempts(facts.attempts, reports, facts.schedules)[workshop.id]
    evidence = AttemptEvidence(questions_asked(course_of(workshop.revision)), tuple(first))
    beside = beside_tests_in([workshop], facts.schedules, reports)[workshop.id]
    whose = {each.enrolment_id: each.person_id for each in facts.places}
    persons = [whose[enrolment_id] for enrolment_id in facts.outcomes]
    meetings = meeting_counts(facts.meetings, reports)[workshop.id]
    return KeptAccount(
        workshop_id=workshop.id,
        format=FORMAT,
        since=since,
        writes_at_rest=writes,
        kept_at=now,
        seats=seats_text(report.meetings_held, facts.outcomes),
        figures=figures_text(meetings, evidence, persons),
        mastery=mastery_text(evidence, beside, persons),
    )
