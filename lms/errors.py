"""What a person can be told when something cannot be done.

A domain error carries an English sentence (marked for translation where it is written) and the
values for its placeholders; the web edge translates and shows it with the status given here.
"""

from typing import ClassVar


class LmsError(Exception):
    """A problem to be told to the person, in words that say what to do next."""

    status: ClassVar[int] = 400

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


class Refused(LmsError):
    """The person may not do this."""

    status = 403


class NotFound(LmsError):
    """There is nothing by that name within this person's reach."""

    status = 404


class Conflict(LmsError):
    """The state of things does not allow this any more, or not yet."""

    status = 409


class TooLarge(LmsError):
    """More was sent than is accepted."""

    status = 413


class Invalid(LmsError):
    """What was typed cannot be used as it is."""

    status = 422


class TooMany(LmsError):
    """Tried too often; wait a while."""

    status = 429


class Busy(LmsError):
    """The system is too busy to save just now; nothing was changed, try again."""

    status = 503
