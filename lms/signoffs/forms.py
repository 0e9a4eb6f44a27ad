"""Reading what is sent in: the list of a task, the taps of a phone, one button of a person."""

from collections.abc import Mapping
from datetime import datetime

from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.signoffs.models import MAX_KEY_LENGTH
from lms.signoffs.rules import SignoffChoice
from lms.statistics.mastery import SignoffVerdict
from lms.web.marks import INCOMPLETE, PhoneMark, read_phone_marks, row_number

SHOWN = "was-"
CHOSEN = "verdict-"


def read_task_list(fields: Mapping[str, str], skill_id: str, now: datetime) -> list[SignoffChoice]:
    """The choices in the list of a task that differ from what it showed.

    Each person has a hidden `was-<enrolment id>` and a `verdict-<enrolment id>`; with the field
    `rest` everybody without a choice gets that verdict. Raises Invalid for anything else.
    """
    rest = _verdict(fields.get("rest", ""))
    choices = []
    for name, shown in fields.items():
        if name.startswith(CHOSEN) and f"{SHOWN}{name.removeprefix(CHOSEN)}" not in fields:
            raise Invalid(INCOMPLETE)
        if not name.startswith(SHOWN):
            continue
        key = name.removeprefix(SHOWN)
        own = _verdict(fields.get(f"{CHOSEN}{key}", ""))
        chosen = own or rest
        if chosen is not None and chosen is not _verdict(shown):
            only_if_open = own is None
            choices.append(
                SignoffChoice(
                    row_number(key), skill_id, chosen, made_at=now, only_if_open=only_if_open
                )
            )
    return choices


def read_task_marks(text: str, skill_id: str, now: datetime) -> list[SignoffChoice]:
    """The marks of a phone as choices; one that undoes takes back. Raises Invalid."""
    return [_choice(mark, skill_id) for mark in read_phone_marks(text, now)]


def _choice(mark: PhoneMark, skill_id: str) -> SignoffChoice:
    verdict = None if mark.is_undo else _verdict(mark.chosen)
    if verdict is None and not mark.is_undo:
        raise Invalid(INCOMPLETE)
    return SignoffChoice(
        mark.row_id,
        skill_id,
        verdict,
        mark.made_at,
        f"{mark.client}:{mark.number}",
        mark.is_rest,
    )


def read_person_button(
    fields: Mapping[str, str], enrolment_id: int, now: datetime
) -> SignoffChoice:
    """The button that was pressed on the page of a person; "" takes the last verdict back.

    Raises Invalid for anything else.
    """
    key, chosen = fields.get("key", ""), fields.get("verdict")
    if chosen is None or not key or "\0" in key:
        raise Invalid(INCOMPLETE)
    verdict = _verdict(chosen)
    # A page has one key a task; pressed twice its button counts once, another button is another.
    idempotency_key = f"{key}:{chosen}"
    if len(idempotency_key) > MAX_KEY_LENGTH:
        raise Invalid(INCOMPLETE)
    skill_id = fields.get("skill", "")
    return SignoffChoice(enrolment_id, skill_id, verdict, now, idempotency_key, is_repeat=True)


def _verdict(text: str) -> SignoffVerdict | None:
    if not text:
        return None
    try:
        return SignoffVerdict(text)
    except ValueError:
        raise Invalid(_("Choose able, needs help or not yet able for each person.")) from None
