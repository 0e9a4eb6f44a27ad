"""Reports as plain values for JSON: the same figures as on the page, rates with both numbers."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any

from lms.reports.rules import Growth, ProgramReport, ReportLine, WorkshopReport
from lms.reports.words import program_summary, say_missing, workshop_summary
from lms.results.outcomes import Missing
from lms.statistics.display import half_up
from lms.statistics.gain import band
from lms.statistics.rates import Rate

Document = dict[str, Any]


def workshop_document(report: WorkshopReport) -> Document:
    return {
        "program": report.program_title,
        "workshop": report.slug,
        "number": report.number,
        "place": report.place,
        "starts_at": _instant(report, report.starts_at),
        "ends_at": _instant(report, report.ends_at),
        "generated_at": _instant(report, report.generated_at),
        "counts": "seats",
        "capacity": report.capacity,
        "enrolled": report.enrolled,
        "persons": report.persons,
        "closed_at": _instant(report, report.closed_at),
        "final": report.is_final,
        "withdrawn": report.withdrawn,
        "meetings_held": report.meetings_held,
        "meetings": report.meetings,
        "reached": _rate(report.reached),
        "attendance": _rate(report.attendance),
        "items": _rate(report.items),
        "five_days_over": report.last_day is not None,
        "practice": {
            "practised": _rate(report.practised),
            "items": report.practice.items,
            "answers": report.practice.tries,
            "items_with_practice": _rate(report.items_with_practice),
        },
        "passed": _rate(report.passed),
        "material": _material(report),
        "quizzes": [
            {
                "id": quiz.id,
                "title": quiz.title,
                "kind": quiz.kind.value,
                "mean": _score(average.value),
                "scored": average.of,
            }
            for quiz, average in zip(report.quizzes, report.averages, strict=True)
        ],
        **_growth(report.growth),
        "posttests_after_the_five_days": report.late_posttests,
        "summary": workshop_summary(report),
        "participants": [_participant(report, line) for line in report.lines],
    }


def program_document(report: ProgramReport) -> Document:
    return {
        "program": report.title,
        "slug": report.slug,
        "partners": report.partners,
        "generated_at": report.generated_at.isoformat(),
        "counts": "persons",
        "target": report.target,
        "seats": report.seats,
        "persons": report.persons,
        "persons_with_a_seat": report.holders,
        "reached": _rate(report.reached),
        "passed": _rate(report.passed),
        "practice": {
            "practised": _rate(report.practised),
            "items": report.practice.items,
            "answers": report.practice.tries,
        },
        "attendance": _rate(report.attendance),
        "material_minutes": _rate(report.material),
        **_growth(report.growth),
        "summary": program_summary(report),
        "workshops": [workshop_document(each) for each in report.workshops],
    }


def _material(report: WorkshopReport) -> Document:
    coverage = report.coverage
    return {
        "minutes": _rate(report.material),
        "lesson_hour_minutes": coverage.hour,
        "lesson_hours_delivered": _index(Fraction(coverage.delivered, coverage.hour)),
        "lesson_hours_planned": _index(Fraction(coverage.planned, coverage.hour)),
        "lesson_hours_due": _index(Fraction(coverage.due, coverage.hour)),
        "due_and_not_recorded": len(coverage.unrecorded),
        "lessons": [
            {
                "id": line.lesson.id,
                "day": line.lesson.day,
                "title": line.lesson.title,
                "state": line.state.value,
                "due": line.is_due(coverage.now),
                "minutes_planned": line.planned,
                "minutes_taught": line.taught,
                "reason": line.reason,
            }
            for line in coverage.lines
        ],
    }


def _participant(report: WorkshopReport, line: ReportLine) -> Document:
    outcome = line.outcome
    return {
        "name": line.seat.name,
        "position": line.seat.position,
        "cooperative": line.seat.cooperative,
        "attendance": _rate(outcome.attendance),
        "seat_attendance": _rate(line.seat_attendance),
        "seat_before": [
            {"name": each.name, "from_day": each.from_day, "until_day": each.until_day}
            for each in line.before
        ],
        "items": _rate(outcome.items),
        "practice": {"items": outcome.practice.items, "answers": outcome.practice.tries},
        "quizzes": {
            quiz.id: {
                "state": line.result(quiz.id).state.value,
                "score": _score(line.result(quiz.id).score),
            }
            for quiz in report.quizzes
        },
        "pretest": _score(outcome.pretest),
        "posttest": _score(outcome.posttest),
        "gain": _index(outcome.gain),
        "passed": outcome.passed,
        "missing": _missing(outcome.missing),
    }


def _missing(missing: Iterable[Missing]) -> list[Document]:
    return [
        {
            "kind": each.kind.value,
            "item": each.item_id or None,
            "have": _score(each.have),
            "need": _score(each.need),
            "text": say_missing(each),
        }
        for each in missing
    ]


def _growth(growth: Growth) -> Document:
    gain, individual = growth.class_gain, growth.mean_gain
    return {
        "with_both_tests": len(growth.pairs),
        "pretest_mean": _score(growth.before),
        "posttest_mean": _score(growth.after),
        "class_gain": _index(gain),
        "class_gain_band": None if gain is None else band(gain).value,
        "mean_individual_gain": _index(individual.value),
        "full_pretests_left_out": individual.left_out,
    }


def _rate(rate: Rate) -> Document:
    return {"part": rate.part, "whole": rate.whole, "percent": _score(rate.percent)}


def _score(value: Fraction | None) -> float | None:
    """A score or percentage as it is shown: one decimal, rounded half up."""
    shown = half_up(value, 1)
    return None if shown is None else float(shown)


def _index(value: Fraction | None) -> float | None:
    shown = half_up(value, 2)
    return None if shown is None else float(shown)


def _instant(report: WorkshopReport, instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(report.zone).isoformat()
