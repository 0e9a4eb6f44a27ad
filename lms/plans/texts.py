"""A plan as a text, for the answer of an assignment."""

from flask_babel import gettext

from lms.plans.models import ActionPlan, PlanStep
from lms.web.languages import full_date


def _(sentence: str, **values: str) -> str:
    return str(gettext(sentence, **values))


def plan_text(plan: ActionPlan) -> str:
    """What was filled in, in the order of the page, in the language of the request."""
    before = _("today: %(value)s", value=plan.value_before) if plan.value_before else ""
    parts = [
        _labelled(_("What changes"), [plan.aim]),
        "\n".join(line for step in plan.steps if (line := _step(step))),
        _labelled(_("Number"), [plan.indicator, before]),
    ]
    return "\n\n".join(part for part in parts if part)


def _labelled(label: str, texts: list[str]) -> str:
    filled = [text for text in texts if text]
    return f"{label}: {'; '.join(filled)}" if filled else ""


def _step(step: PlanStep) -> str:
    by = _("by %(who)s", who=step.who) if step.who else ""
    until = _("until %(date)s", date=full_date(step.due_on)) if step.due_on else ""
    seen = _("seen by: %(what)s", what=step.how_seen) if step.how_seen else ""
    return _labelled(_("Step %(number)s", number=str(step.place)), [step.what, by, until, seen])
