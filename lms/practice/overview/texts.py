"""The words of a reminder to practise: four texts in turn, with her own time and a link."""

from typing import NamedTuple

from flask import url_for
from flask_babel import force_locale, gettext

from lms.messages.rules import MessageKind, before_stop, chat_link
from lms.messages.stopping import stop_url
from lms.messages.texts import parting, subject
from lms.people.models import Person
from lms.people.secrets import written_code
from lms.practice.overview.rules import text_in_turn
from lms.web.addresses import public_url
from lms.web.languages import LANGUAGES


def _(sentence: str, **values: str) -> str:
    return str(gettext(sentence, **values))


class ReminderMail(NamedTuple):
    """A mail that reminds somebody, with the address at which she wants no more of them."""

    subject: str
    body: str
    stop_url: str


def reminder(person: Person, time: str, turn: int, slug: str) -> str:
    """The text to one person of the workshop `slug`, in her language, with a link to practise."""
    code = person.participant_code
    path = url_for("sitting.today", workshop_slug=slug)
    with force_locale(_language(person)):
        link = public_url("people.sign_in", code=written_code(code) if code else None, next=path)
        said = (
            _(
                "Hello %(name)s. Five short questions from Go Digital wait for you.",
                name=before_stop(person.name),
            ),
            _(
                "Hello %(name)s. What did the workshop leave you? Try five questions.",
                name=before_stop(person.name),
            ),
            _(
                "Hello %(name)s. Five minutes today, and what you have learned stays.",
                name=before_stop(person.name),
            ),
            _(
                "Hello %(name)s. Your cooperative can use what you practise. Five questions wait.",
                name=before_stop(person.name),
            ),
        )[text_in_turn(turn)]
        when = " " + _("You wanted to practise: %(time)s.", time=time) if time else ""
        return f"{said}{when} " + _("Practise here: %(link)s", link=link)


def reminder_link(person: Person, time: str, turn: int, slug: str) -> str:
    """The address that opens a chat with the text in it. Raises ValueError without a phone."""
    return chat_link(person.phone, reminder(person, time, turn, slug))


def reminder_mail(person: Person, time: str, turn: int, slug: str) -> ReminderMail:
    """The same text as a mail."""
    stop = stop_url(person)
    text = reminder(person, time, turn, slug)
    with force_locale(_language(person)):
        return ReminderMail(subject(MessageKind.PRACTICE), text + parting(stop), stop)


def _language(person: Person) -> str:
    return person.language if person.language in LANGUAGES else next(iter(LANGUAGES))
