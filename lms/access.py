"""Roles, permissions and who holds what; a route declares the one permission it needs."""

from collections.abc import Callable
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


class Permission(StrEnum):
    """`resource:action`."""

    PUBLIC = "public"
    HOME_SEE = "home:see"
    HELP_SEE = "help:see"
    ACCOUNT_MANAGE = "account:manage"
    PERSON_MANAGE = "person:manage"
    PROGRAM_LIST = "program:list"
    PROGRAM_CREATE = "program:create"
    PROGRAM_SEE = "program:see"
    PROGRAM_EDIT = "program:edit"
    PROGRAM_REPORT = "program:report"
    WORKSHOP_CREATE = "workshop:create"
    WORKSHOP_SEE = "workshop:see"
    WORKSHOP_EDIT = "workshop:edit"
    WORKSHOP_REHEARSE = "workshop:rehearse"
    STAFF_MANAGE = "staff:manage"
    ENROLMENT_LIST = "enrolment:list"
    ENROLMENT_MANAGE = "enrolment:manage"
    CARD_ISSUE = "card:issue"
    COURSE_READ = "course:read"
    LESSON_FINISH = "lesson:finish"
    EXERCISE_PRACTISE = "exercise:practise"
    QUIZ_SIT = "quiz:sit"
    QUIZ_WATCH = "quiz:watch"
    QUIZ_GIVE_TIME = "quiz:give_time"
    ATTENDANCE_CHECK_IN = "attendance:check_in"
    ATTENDANCE_SEE_OWN = "attendance:see_own"
    ATTENDANCE_RECORD = "attendance:record"
    BOARD_SEE = "board:see"
    ROOM_START = "room:start"
    MESSAGE_WRITE = "message:write"
    MESSAGE_SEND = "message:send"
    EXCUSE_ASK = "excuse:ask"
    EXCUSE_DECIDE = "excuse:decide"
    COVERAGE_SEE = "coverage:see"
    COVERAGE_RECORD = "coverage:record"
    DISCUSSION_READ = "discussion:read"
    DISCUSSION_WRITE = "discussion:write"
    DISCUSSION_MODERATE = "discussion:moderate"
    DISCUSSION_ANNOUNCE = "discussion:announce"
    DISCUSSION_UNMASK = "discussion:unmask"
    HOME_PRACTICE_SEE = "home_practice:see"
    MEETING_CANCEL = "meeting:cancel"
    ANSWER_GRADE = "answer:grade"
    MATRIX_SEE = "matrix:see"
    EXTENSION_GRANT = "extension:grant"
    REPORT_SEE = "report:see"
    UPLOAD_SEE = "upload:see"
    TRAIL_SEE = "trail:see"


_ALL = frozenset(Role)
_SIGNED_IN = _ALL - {Role.ANONYMOUS}
_ORGANISERS = frozenset({Role.ORGANISER, Role.ADMINISTRATOR})
_TRAINERS = _ORGANISERS | {Role.TRAINER}
_STAFF = _TRAINERS | {Role.ASSISTANT}
_PARTICIPANT = frozenset({Role.PARTICIPANT})

HOLDERS: dict[Permission, frozenset[Role]] = {
    Permission.PUBLIC: _ALL,
    Permission.HOME_SEE: _SIGNED_IN,
    Permission.HELP_SEE: _SIGNED_IN,
    Permission.ACCOUNT_MANAGE: _SIGNED_IN,
    Permission.PERSON_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.PROGRAM_LIST: _ORGANISERS,
    Permission.PROGRAM_CREATE: _ORGANISERS,
    Permission.PROGRAM_SEE: _ORGANISERS,
    Permission.PROGRAM_EDIT: _ORGANISERS,
    Permission.PROGRAM_REPORT: _ORGANISERS,
    Permission.WORKSHOP_CREATE: _ORGANISERS,
    Permission.WORKSHOP_SEE: _STAFF,
    Permission.WORKSHOP_EDIT: _ORGANISERS,
    Permission.WORKSHOP_REHEARSE: _TRAINERS,
    Permission.STAFF_MANAGE: _ORGANISERS,
    Permission.ENROLMENT_LIST: _STAFF,
    Permission.ENROLMENT_MANAGE: _ORGANISERS,
    Permission.CARD_ISSUE: _STAFF,
    Permission.COURSE_READ: _STAFF | _PARTICIPANT,
    Permission.LESSON_FINISH: _PARTICIPANT,
    Permission.EXERCISE_PRACTISE: _PARTICIPANT,
    Permission.QUIZ_SIT: _PARTICIPANT,
    Permission.QUIZ_WATCH: _STAFF,
    Permission.QUIZ_GIVE_TIME: _TRAINERS,
    Permission.ATTENDANCE_CHECK_IN: _SIGNED_IN,
    Permission.ATTENDANCE_SEE_OWN: _PARTICIPANT,
    Permission.ATTENDANCE_RECORD: _STAFF,
    Permission.BOARD_SEE: _STAFF,
    Permission.ROOM_START: _TRAINERS,
    Permission.MESSAGE_WRITE: _STAFF,
    Permission.MESSAGE_SEND: _TRAINERS,
    Permission.EXCUSE_ASK: _PARTICIPANT,
    Permission.EXCUSE_DECIDE: _TRAINERS,
    Permission.COVERAGE_SEE: _STAFF,
    Permission.COVERAGE_RECORD: _TRAINERS,
    Permission.DISCUSSION_READ: _STAFF | _PARTICIPANT,
    Permission.DISCUSSION_WRITE: _STAFF | _PARTICIPANT,
    Permission.DISCUSSION_MODERATE: _STAFF,
    Permission.DISCUSSION_ANNOUNCE: _TRAINERS,
    Permission.DISCUSSION_UNMASK: _ORGANISERS,
    Permission.HOME_PRACTICE_SEE: _PARTICIPANT,
    Permission.MEETING_CANCEL: _TRAINERS,
    Permission.ANSWER_GRADE: _TRAINERS,
    Permission.MATRIX_SEE: _STAFF,
    Permission.EXTENSION_GRANT: _TRAINERS,
    Permission.REPORT_SEE: _TRAINERS,
    Permission.UPLOAD_SEE: _STAFF | _PARTICIPANT,
    Permission.TRAIL_SEE: _ORGANISERS,
}


def allows(roles: frozenset[Role], permission: Permission) -> bool:
    """Return whether one of `roles` holds `permission`."""
    return not roles.isdisjoint(HOLDERS[permission])


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare the permission a view needs. Put it directly above `def`."""

    def declare(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return declare
