"""Roles and permissions; a feature declares its own, a route names the one it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a person is, in the workshop or program of the address or anywhere."""

    ANONYMOUS = "anonymous"
    MEMBER = "member"  # signed in, whatever else
    PARTICIPANT = "participant"
    ASSISTANT = "assistant"
    TRAINER = "trainer"
    ORGANISER = "organiser"
    ADMINISTRATOR = "administrator"


EVERYBODY = frozenset(Role)
SIGNED_IN = EVERYBODY - {Role.ANONYMOUS}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
ORGANISERS = ADMINISTRATORS | {Role.ORGANISER}
TRAINERS = ORGANISERS | {Role.TRAINER}
STAFF = TRAINERS | {Role.ASSISTANT}
PARTICIPANTS = frozenset({Role.PARTICIPANT})
INSIDERS = STAFF | PARTICIPANTS


@dataclass(frozen=True)
class Permission:
    """Leave to do one thing, named `resource:action`, and the roles that have it.

    `opened_only`: of the hall or of the account, so there is nothing to do in a workshop that is
    still a draft.
    """

    name: str
    holders: frozenset[Role]
    opened_only: bool = False


PUBLIC = Permission("public", EVERYBODY)
IMPERSONAL = Permission("impersonal", EVERYBODY)
"""Public, and who asks is not even looked up: files, and what machines ask."""


def allows(roles: frozenset[Role], permission: Permission, *, in_draft: bool = False) -> bool:
    waits = in_draft and permission.opened_only
    return not waits and not roles.isdisjoint(permission.holders)


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare the permission a view needs. Put it directly above `def`."""

    def declare(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return declare


def open_when_closed(view: View) -> View:
    """Declare that a view that writes goes on in a workshop that was closed.

    It moves no figure of its account: talk, accounts, plans, certificates, practice that counts no
    more. Every other writer is refused there, see `lms.guard`.
    """
    view.open_when_closed = True  # type: ignore[attr-defined]
    return view


def open_when_lent(view: View) -> View:
    """Declare that a view that writes goes on while its program is on another computer.

    What it writes is put together with what happened there (`lms.lending`).
    """
    view.open_when_lent = True  # type: ignore[attr-defined]
    return view


def reads_first(read: Callable[..., object]) -> Callable[[View], View]:
    """Declare what a view that writes reads before its turn to write comes.

    The guard calls `read` with the parts of the address, in the transaction in which it finds out
    who asks; what it returns is `g.read_first`, and may have changed meanwhile.
    """

    def declare(view: View) -> View:
        view.reads_first = read  # type: ignore[attr-defined]
        return view

    return declare
