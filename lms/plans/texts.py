"""A plan as a text for the answer of an assignment, and the message that asks how it goes."""

from flask_babel import force_locale, gettext

from lms.messages.rules import before_stop, chat_link
from lms.people.models import Person
from lms.people.secrets import written_code
from lms.plans.models import ActionPlan, PlanStep
from lms.web.addresses import public_url
from lms.web.languages import LANGUAGES, full_date


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


def follow_up_message(person: Person, day: int, path: str) -> str:
    """The text to one person, in her language; `path` leads to the three questions."""
    language = person.language if person.language in LANGUAGES else next(iter(LANGUAGES))
    code = person.participant_code
    with force_locale(language):
        link = public_url("people.sign_in", code=written_code(code) if code else None, next=path)
        return _(
            "Hello %(name)s. The Go Digital workshop ended %(days)s days ago. How does your action "
            "plan go? Three short questions: %(link)s",
            name=before_stop(person.name),
            days=str(day),
            link=link,
        )


def follow_up_link(person: Person, day: int, path: str) -> str:
    """The address that opens a chat with the text in it. Raises ValueError without a phone."""
    return chat_link(person.phone, follow_up_message(person, day, path))
