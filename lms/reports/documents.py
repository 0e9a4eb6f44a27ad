"""Reports as plain values for JSON: the same figures as on the page, rates with both numbers."""

from collections.abc import Iterable
from datetime import datetime

from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.documents import (
    Document,
    feedback_document,
    goals_document,
    index_of,
    mastery_document,
    material_document,
    rate_document,
    reached_document,
    score_of,
)
from lms.reports.rules import ReportLine, WorkshopReport
from lms.reports.summaries import program_summary, workshop_summary
from lms.reports.words import say_missing
from lms.results.passing import Missing


def workshop_document(account: WorkshopAccount) -> Document:
    report = account.report
    return {
        "program": report.program_title,
        "workshop": report.slug,
        "number": report.number,
        "place": report.place,
        "starts_at": instant_of(report, report.starts_at),
        "ends_at": instant_of(report, report.ends_at),
        "generated_at": instant_of(report, report.generated_at),
        "counts": "seats",
        "capacity": report.capacity,
        "enrolled": report.enrolled,
        "persons": account.reached.registered.rate.part,
        "closed_at": instant_of(report, report.closed_at),
        "final": report.is_final,
        "withdrawn": report.withdrawn,
        "meetings_held": report.meetings_held,
        "meetings": report.meetings,
        "five_days_over": report.last_day is not None,
        "reached": reached_document(account.reached),
        "goals": goals_document(account.goals),
        "material": material_document(account.material, report.coverage),
        "mastery": mastery_document(account.mastery, account.growth, account.paired),
        "questionnaire": feedback_document(account.answered, account.feedback),
        "attendance": rate_document(report.attendance),
        "items": rate_document(report.items),
        "practice": {
            "items": report.practice.items,
            "answers": report.practice.tries,
            "items_with_practice": rate_document(report.items_with_practice),
        },
        "quizzes": [
            {
                "id": quiz.id,
                "title": quiz.title,
                "kind": quiz.kind.value,
                "mean": score_of(average.value),
                "scored": average.of,
            }
            for quiz, average in zip(report.quizzes, report.averages, strict=True)
        ],
        "posttests_after_the_five_days": report.late_posttests,
        "summary": workshop_summary(account),
        "participants": [participant_document(report, line) for line in report.lines],
    }


def program_document(account: ProgramAccount) -> Document:
    return {
        **program_figures(account),
        "workshops": [workshop_document(each) for each in account.workshops],
    }


def program_figures(account: ProgramAccount) -> Document:
    """A program over all its workshops, without what each of them says."""
    return {
        "program": account.title,
        "slug": account.slug,
        "partners": account.partners,
        "generated_at": account.generated_at.isoformat(),
        "counts": "persons",
        "target": account.target,
        "seats": account.reached.seats,
        "persons": account.reached.registered.rate.part,
        "persons_with_a_seat": len(account.reached.holders),
        "reached": reached_document(account.reached),
        "goals": goals_document(account.goals),
        "material": material_document(account.material),
        "mastery": mastery_document(account.mastery, account.growth, account.paired),
        "questionnaire": feedback_document(account.answered, account.feedback),
        "practice": {"items": account.practice.items, "answers": account.practice.tries},
        "summary": program_summary(account),
    }


def participant_document(report: WorkshopReport, line: ReportLine) -> Document:
    """One seat and what the person who has it reached."""
    outcome = line.outcome
    return {
        "name": line.seat.name,
        "position": line.seat.position,
        "cooperative": line.seat.cooperative,
        "attendance": rate_document(outcome.attendance),
        "seat_attendance": rate_document(line.seat_attendance),
        "seat_before": [
            {"name": each.name, "from_day": each.from_day, "until_day": each.until_day}
            for each in line.before
        ],
        "items": rate_document(outcome.items),
        "practice": {"items": outcome.practice.items, "answers": outcome.practice.tries},
        "quizzes": {
            quiz.id: {
                "state": line.result(quiz.id).state.value,
                "score": score_of(line.result(quiz.id).score),
            }
            for quiz in report.quizzes
        },
        "pretest": score_of(outcome.pretest),
        "first_posttest": score_of(outcome.first_posttest),
        "posttest": score_of(outcome.posttest),
        "gain": index_of(outcome.gain),
        "passed": outcome.passed,
        "missing": _missing(outcome.missing),
    }


def _missing(missing: Iterable[Missing]) -> list[Document]:
    return [
        {
            "kind": each.kind.value,
            "item": each.item_id or None,
            "have": score_of(each.have),
            "need": score_of(each.need),
            "text": say_missing(each),
        }
        for each in missing
    ]


def instant_of(report: WorkshopReport, instant: datetime | None) -> str | None:
    """An instant as it is written where the workshop is held."""
    return None if instant is None else instant.astimezone(report.zone).isoformat()
