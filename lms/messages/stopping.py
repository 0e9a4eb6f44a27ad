"""The address in a mail by which a person wants no more of them, without signing in."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.web.addresses import public_url


def stop_url(person: Person) -> str:
    """The address of this person's own page to stop messages."""
    return public_url("messages.ask_stop", stop_token=stop_token(person))


def stop_token(person: Person) -> str:
    """What names the person in that address; nobody can make one up."""
    return str(_serializer().dumps(person.id))


def person_of(token: str) -> Person:
    """Whose address it is. Raises NotFound for one that we did not give out."""
    try:
        person = db.session.get(Person, int(_serializer().loads(token)))
    except (BadSignature, ValueError, TypeError):
        person = None
    if person is None:
        raise NotFound(_("This address is not complete. Copy it once more from the mail."))
    return person


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="stop-messages")
