"""The four aspects as plain values for JSON; rates with both numbers, rounded as on the page."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from lms.coverage.rules import Coverage
from lms.feedback.rules import FeedbackResult
from lms.reports.account.evidence import AskedItem
from lms.reports.account.figures import Figure
from lms.reports.account.goals import Goals
from lms.reports.account.mastery import HeldTopic, MasteryFigures
from lms.reports.account.material import MaterialFigures
from lms.reports.account.reached import Reached
from lms.reports.rules import Growth
from lms.statistics.display import half_up
from lms.statistics.gain import Interval, band
from lms.statistics.rates import Rate

Document = dict[str, Any]
NOT_RECORDED = "not_recorded"


def figure_document(figure: Figure) -> Document:
    """A figure with what it means."""
    return {
        **rate_document(figure.rate),
        "counts": figure.definition.unit.value,
        "label": _(figure.definition.label),
        "definition": _(figure.definition.sentence),
        "small_group": figure.is_small,
    }


def reached_document(reached: Reached) -> Document:
    return {
        "target": reached.target,
        "funnel": {step.figure.key: step.count for step in reached.funnel},
        "presences": {
            NOT_RECORDED if presence is None else presence.value: count
            for presence, count in reached.presences.items()
        },
        **{
            figure.key: figure_document(figure)
            for figure in (
                *(reached.reached, reached.passed, reached.practised),
                *(reached.attendance, reached.followed, reached.items),
            )
        },
    }


def goals_document(goals: Goals) -> Document:
    return {
        "achieved": figure_document(goals.figure),
        "goals": [
            {
                "id": each.goal.id,
                "day": each.day,
                "indicator": each.goal.text,
                "measured": each.is_measured,
                "target": {"share": each.target.share, "score": each.target.score},
                "reached": rate_document(each.figure.rate),
                "achieved": each.is_achieved,
                "small_group": each.figure.is_small,
                "items": _items(each.items),
            }
            for each in goals.results
        ],
    }


def material_document(material: MaterialFigures, coverage: Coverage | None = None) -> Document:
    """Aspect 3; of a workshop with its `coverage`, lesson by lesson."""
    due, planned = material.due.rate, material.plan
    document: Document = {
        "due": figure_document(material.due),
        "minutes": rate_document(planned),
        "lesson_hour_minutes": material.hour,
        "lesson_hours_delivered": index_of(Fraction(planned.part, material.hour)),
        "lesson_hours_planned": index_of(Fraction(planned.whole, material.hour)),
        "lesson_hours_due": index_of(Fraction(due.whole, material.hour)),
        "due_and_not_recorded": material.unrecorded,
        "days": [
            {"day": each.day, "due": rate_document(each.due), "all": rate_document(each.planned)}
            for each in material.days
        ],
    }
    if coverage is not None:
        document["lessons"] = [
            {
                "id": line.lesson.id,
                "day": line.lesson.day,
                "title": line.lesson.title,
                "state": line.state.value,
                "due": line.is_due(coverage.now),
                "minutes_planned": line.planned,
                "minutes_taught": line.taught,
                "reason": line.reason,
                "taught_by": line.taught_by,
                "recorded_by": line.recorded_by,
            }
            for line in coverage.lines
        ]
    return document


def mastery_document(mastery: MasteryFigures, growth: Growth, paired: Figure) -> Document:
    return {
        "both_tests": figure_document(paired),
        **_growth(growth),
        "competencies": [_topic(each) for each in mastery.competencies],
        "skills": [_topic(each) for each in mastery.skills],
    }


def feedback_document(answered: Figure, feedback: FeedbackResult) -> Document:
    """What the questionnaire says; of too few people only how many answered."""
    told = feedback.ratings if feedback.is_enough else ()
    return {
        "response": figure_document(answered),
        "mean": index_of(feedback.mean) if feedback.is_enough else None,
        "statements": [
            {
                "id": each.statement.id,
                "statement": each.statement.ask,
                "mean": index_of(each.mean),
                "counts": list(each.counts),
                "agree": rate_document(each.agree),
            }
            for each in told
        ],
    }


def _topic(each: HeldTopic) -> Document:
    before, after = each.before_and_after or (None, None)
    return {
        "code": each.code,
        "name": each.name,
        "mean": score_of(each.mean),
        "threshold": score_of(each.threshold),
        "at_threshold": rate_document(each.figure.rate),
        "small_group": each.figure.is_small,
        "before": score_of(before),
        "after": score_of(after),
        "with_both_tests": len(each.before.keys() & each.after.keys()),
        "hard_items": _items(each.hard),
        "practice": {
            "answers": each.practice.tries,
            "persons": len(each.practice.people),
            "last_answers_right": rate_document(each.practice.last_right),
        },
        "signoffs": {
            "nobody_looked" if verdict is None else verdict.value: count
            for verdict, count in each.signoffs.items()
        },
    }


def _items(items: Iterable[AskedItem]) -> list[Document]:
    return [
        {
            "quiz": item.quiz.id,
            "question": item.question.id,
            "title": item.question.title,
            "answers": item.people,
            "p": index_of(item.difficulty),
        }
        for item in items
    ]


def _growth(growth: Growth) -> Document:
    gain, individual = growth.class_gain, growth.mean_gain
    return {
        "with_both_tests": len(growth.pairs),
        "pretest_mean": score_of(growth.before),
        "posttest_mean": score_of(growth.after),
        "class_gain": index_of(gain),
        "class_gain_interval": _interval(growth.class_interval),
        "class_gain_band": None if gain is None else band(gain).value,
        "mean_individual_gain": index_of(individual.value),
        "mean_individual_gain_interval": _interval(growth.mean_interval),
        "full_pretests_left_out": individual.left_out,
    }


def _interval(interval: Interval | None) -> list[float | None] | None:
    return None if interval is None else [index_of(each) for each in interval]


def rate_document(rate: Rate) -> Document:
    return {"part": rate.part, "whole": rate.whole, "percent": score_of(rate.percent)}


def score_of(value: Fraction | None) -> float | None:
    """A score or percentage as it is shown: one decimal, rounded half up."""
    shown = half_up(value, 1)
    return None if shown is None else float(shown)


def index_of(value: Fraction | None) -> float | None:
    """An index as it is shown: two decimals."""
    shown = half_up(value, 2)
    return None if shown is None else float(shown)
