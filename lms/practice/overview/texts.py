"""The words of a reminder to practise: four texts in turn, with her own time and a link."""

from flask_babel import force_locale, gettext

from lms.messages.rules import chat_link
from lms.people.models import Person
from lms.people.secrets import written_code
from lms.practice.overview.rules import text_in_turn
from lms.web.addresses import public_url
from lms.web.languages import LANGUAGES


def _(sentence: str, **values: str) -> str:
    return str(gettext(sentence, **values))


def reminder(person: Person, time: str, turn: int, path: str) -> str:
    """The text to one person, in her language; `path` leads to her practice."""
    language = person.language if person.language in LANGUAGES else next(iter(LANGUAGES))
    code = person.participant_code
    with force_locale(language):
        link = public_url("people.sign_in", code=written_code(code) if code else None, next=path)
        said = (
            _(
                "Hello %(name)s. Five short questions from Go Digital wait for you.",
                name=person.name,
            ),
            _(
                "Hello %(name)s. What did the workshop leave you? Try five questions.",
                name=person.name,
            ),
            _(
                "Hello %(name)s. Five minutes today, and what you have learned stays.",
                name=person.name,
            ),
            _(
                "Hello %(name)s. Your cooperative can use what you practise. Five questions wait.",
                name=person.name,
            ),
        )[text_in_turn(turn)]
        when = " " + _("You wanted to practise: %(time)s.", time=time) if time else ""
        return f"{said}{when} " + _("Practise here: %(link)s", link=link)


def reminder_link(person: Person, time: str, turn: int, path: str) -> str:
    """The address that opens a chat with the text in it. Raises ValueError without a phone."""
    return chat_link(person.phone, reminder(person, time, turn, path))
