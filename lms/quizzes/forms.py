"""What a question page sends besides the answer."""

import re
import secrets
from dataclasses import dataclass

from wtforms import HiddenField

from lms.web.forms import Form

_CLIENT = re.compile(r"[A-Za-z0-9_-]{1,32}")
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class SaveMark:
    """Which page sends, and the how-manieth change on it."""

    client: str
    number: int


class QuestionForm(Form):
    """The hidden fields of a question page; `noted`: what cannot be read was told already."""

    client = HiddenField()
    save_number = HiddenField()
    noted = HiddenField()

    def mark(self) -> SaveMark:
        """Return the mark of the save; what no page of ours sends counts as a new page."""
        client, number = self.client.data or "", self.save_number.data or ""
        return SaveMark(
            client if _CLIENT.fullmatch(client) else draw_client(),
            int(number) if _NUMBER.fullmatch(number) else 0,
        )


def draw_client() -> str:
    """Return a name for a page that is about to be shown."""
    return secrets.token_urlsafe(12)
