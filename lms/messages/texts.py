"""The words of the ready messages, in the language of the request (or the one forced)."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import get_locale, gettext

from lms.content.values import Course
from lms.language import gettext_noop
from lms.messages.rules import HOLES, MessageKind
from lms.web.languages import clock_time, full_date
from lms.workshops.models import Workshop
from lms.workshops.rules import Slot

KIND_WORDS = {
    MessageKind.PLAN: gettext_noop("Next meeting"),
    MessageKind.MISSING: gettext_noop("What is missing"),
    MessageKind.PRACTICE: gettext_noop("Practice reminder"),
    MessageKind.CARD: gettext_noop("Card not used yet"),
    MessageKind.SIGN_IN: gettext_noop("Code and signing in"),
}


def _(sentence: str, **values: str) -> str:
    return str(gettext(sentence, **values))


@dataclass(frozen=True)
class MessageContext:
    """What the messages of a workshop are about: the next meeting, the end of the practice.

    `practice_ends_at` is the end to come; None once it is over, or not known.
    """

    workshop: Workshop
    course: Course
    following: Slot | None
    practice_ends_at: datetime | None


def personal(kind: MessageKind, occasion: MessageContext) -> str:
    """The text to one person, with `{name}`, `{link}`, `{list}`, `{code}` to fill in."""
    hello = _("Hello %(name)s.", name=_hole("name"))
    link = _hole("link")
    if kind is MessageKind.PLAN:
        return f"{hello} {_plan(occasion)} " + _("Your page: %(link)s", link=link)
    waiting = _hole("list")
    if kind is MessageKind.MISSING:
        waits = _("In the Go Digital training this still waits for you: %(list)s.", list=waiting)
        return f"{hello} {waits} " + _("Continue here: %(link)s", link=link)
    if kind is MessageKind.PRACTICE:
        why = _("A few minutes of practice keep what you have learned.")
        follows = _("Next: %(list)s.", list=waiting)
        where = _("Practise here: %(link)s", link=link)
        return f"{hello} {why} {follows}{_until(occasion)} {where}"
    code = _("Your participant code is %(code)s.", code=_hole("code"))
    if kind is MessageKind.CARD:
        ready = _("Your Go Digital card is ready: ask the assistant for it.")
        how = _("Scan it, or type its codes here, and choose your PIN: %(link)s", link=link)
        return f"{hello} {ready} {code} {how}"
    how = _("Sign in with this code and your PIN: %(link)s", link=link)
    return f"{hello} {code} {how} " + _("If you have no PIN yet, ask the assistant for your card.")


def _hole(name: str) -> str:
    """The word in braces that is filled in for each person, in the language of the text."""
    language = getattr(get_locale(), "language", "")
    return "{" + (HOLES[name] if language == "id" else name) + "}"


def for_group(kind: MessageKind, occasion: MessageContext, link: str) -> str:
    """The text for everybody together: no name, no code, nothing about one person."""
    hello = _("Hello everybody.")
    if kind is MessageKind.PLAN:
        return f"{hello} {_plan(occasion)} {link}"
    if kind is MessageKind.MISSING:
        where = _("Your own page shows what still waits for you.")
        return f"{hello} {where} {link}"
    if kind is MessageKind.PRACTICE:
        why = _("A few minutes of practice keep what you have learned, with new numbers each time.")
        return f"{hello} {why}{_until(occasion)} {link}"
    if kind is MessageKind.CARD:
        first = _("Whoever has no PIN yet: scan your card, or type its codes here.")
        warning = _("Do not send the codes of your card to anybody.")
        return f"{hello} {first} {warning} {link}"
    how = _("Sign in with the participant code on your card and your PIN.")
    warning = _("Do not send your PIN to anybody.")
    return f"{hello} {how} {warning} {link}"


def subject(kind: MessageKind) -> str:
    return f"Go Digital: {_(KIND_WORDS[kind]).lower()}"


def parting(stop_url: str) -> str:
    """What stands under a mail."""
    why = _("You get this mail because you agreed to be written to.")
    return f"\n\n{why} " + _("No more of them: %(link)s", link=stop_url)


def _plan(occasion: MessageContext) -> str:
    slot = occasion.following
    if slot is None:
        return _("There is no further meeting.")
    zone = occasion.workshop.zone
    return _(
        "Our next meeting: %(date)s, %(time)s, %(place)s. Topic: %(topic)s.",
        date=full_date(slot.starts_at, zone),
        time=clock_time(slot.starts_at, zone, named=True),
        place=occasion.workshop.place,
        topic=_topic(occasion.course, slot.day),
    )


def _topic(course: Course, day: int) -> str:
    return next((module.title for module in course.modules if module.day == day), course.title)


def _until(occasion: MessageContext) -> str:
    ends = occasion.practice_ends_at
    if ends is None:
        return ""
    date = full_date(ends, occasion.workshop.zone)
    return " " + _("The practice period ends on %(date)s.", date=date)
