"""What a phone sends of practice without a connection: JSON in a form, for the form's token."""

import json
from datetime import timedelta
from typing import Any

from wtforms import HiddenField

from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.practice.offline.kept import MAX_HINTS, MAX_KEY_LENGTH, KeptAnswer, KeptSitting, KeptTry
from lms.practice.rules import MAX_TRIES
from lms.statistics.evidence import Scaffold
from lms.web.forms import Form

MAX_TRIES_SENT = 100
MAX_CHOICES = 20
MAX_AGO = timedelta(days=60)


class KeptTriesForm(Form):
    """The ticket of the pack, and the tries: a JSON list."""

    ticket = HiddenField()
    tries = HiddenField()

    def kept(self) -> list[KeptTry]:
        """The tries. Raises Invalid if they are not written by a page of ours."""
        try:
            found = json.loads(self.tries.data or "[]")
            return [_try(each) for each in found[:MAX_TRIES_SENT]]
        # Whatever else JSON can hold besides tries.
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
            raise Invalid(
                _("What this phone kept of your practice cannot be read. Show it to your trainer.")
            ) from None


def _try(entry: dict[str, Any]) -> KeptTry:
    key = str(entry["key"])
    number = int(entry["number"])
    if not 0 < len(key) <= MAX_KEY_LENGTH or not 1 <= number <= MAX_TRIES:
        raise ValueError("not a try of ours")
    return KeptTry(
        key=key,
        exercise_id=str(entry["exercise"]),
        number=number,
        first=_answer(entry["first"]),
        second=_answer(entry["second"]) if entry.get("second") else None,
        hints_opened=max(0, min(MAX_HINTS, int(entry.get("hints", 0)))),
        solution_ago=_ago(entry["solution"]) if entry.get("solution") is not None else None,
        scaffold=Scaffold(entry.get("scaffold", Scaffold.WHOLE)),
        sitting=_sitting(entry["sitting"]) if entry.get("sitting") else None,
    )


def _sitting(entry: dict[str, Any]) -> KeptSitting:
    choices = tuple(
        {
            "skill": str(each["skill"]),
            "exercise": str(each["exercise"]),
            "scaffold": Scaffold(each["scaffold"]).value,
            "is_new": bool(each["is_new"]),
        }
        for each in entry["choices"][:MAX_CHOICES]
    )
    place, known = int(entry["place"]), entry.get("id")
    if not 1 <= place <= MAX_CHOICES:
        raise ValueError("not a place of a sitting")
    before = tuple(str(key)[:MAX_KEY_LENGTH] for key in entry["before"][:MAX_CHOICES])
    return KeptSitting(None if known is None else int(known), place, choices, before)


def _answer(entry: dict[str, Any]) -> KeptAnswer:
    fields = {str(name): [str(each) for each in values] for name, values in entry["fields"].items()}
    return KeptAnswer(fields, _ago(entry["ago"]))


def _ago(milliseconds: float) -> timedelta:
    return max(timedelta(0), min(MAX_AGO, timedelta(milliseconds=float(milliseconds))))
