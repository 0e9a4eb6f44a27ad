"""Which rows go along with a program: of every table there is, or it says why not.

A test holds that no table is forgotten.
"""

from collections.abc import Mapping


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _leading(**tables: str) -> dict[str, str]:
    return {name: column for column, names in tables.items() for name in names.split()}


ROOT = "program"
LEADS_BY: Mapping[str, str] = _leading(
    program_id="""
        workshop certificate_setup program_organiser program_report_text frozen_program_report
    """,
    workshop_id="""
        accepted_answer audit_entry enrolment extension frozen_report goal_target key_shown meeting
        quiz_override quiz_release room_start seat_change staff topic upload waiting
        workshop_report_text
    """,
    meeting_id="attendance attendance_change check_in covered_lesson excuse sheet_photo",
    enrolment_id="""
        action_plan attempt certificate exercise_try extension_request extra_time feedback_response
        follow_up lesson_done opened_hint practice_reminder practice_sitting practice_time
        skill_signoff
    """,
    upload_id="report_photo",
    topic_id="reply topic_seen",
    attempt_id="answer answer_save checked_answer delivery marks_seen time_grant",
    answer_id="given_grade",
    response_id="feedback_answer",
    plan_id="plan_step",
)
"""The column by which a row leads to the program; it goes along if the row it leads to does."""
OF_PEOPLE = _words("consent")
"""Go along with the people of the program: with all to whom one of its rows refers."""
SHARED = _words("cooperative course_revision course_attachment")
"""Go along where something refers to them, and are never changed by what comes back."""
PERSON = "person"
STAYS = _words(
    """
    activation_card calendar_feed erasure_request handout import_draft kept_account outgoing_mail
    program_invitation program_loan rehearsal second_factor sign_in_failure snippet staff_invitation
    web_session
    """
)
"""Secrets of this server, what is short-lived or one's own, mail that is sent once, invitations to
people of other programs; sums of closed workshops are added up anew.
"""
OUTSIDE = frozenset({("topic", "carried_from_id"), ("seat_change", "other_workshop_id")})
"""References that may lead to another program; they are left out then."""
EMPTIED: Mapping[tuple[str, str], int | None] = {
    ("program", "lent_at"): None,
    ("person", "second_factor_at"): None,
    ("person", "second_factor_due_at"): None,
    ("workshop", "rests_since"): None,
    ("workshop", "writes_at_rest"): 0,
}
"""Columns that begin anew there, with this: secrets of second factors stay here."""
HERE_ALONE = frozenset({*EMPTIED, *OUTSIDE})
"""Columns of what went that are neither compared nor changed when it comes back."""
NUMBERED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "exercise_try": ("number", ("enrolment_id", "exercise_id")),
    "practice_sitting": ("number", ("enrolment_id",)),
    "course_revision": ("number", ("course_slug",)),
}
"""What is numbered on both sides at once, and within what: the one that comes takes the next."""
HERS = _words(
    """
    name participant_code pin_hash email phone position note cooperative_id language
    may_be_written_to tour_settled_at
    """
)
"""What of a participant who belongs to no other program is changed by what comes back."""
SMALL = _words("tour_settled_at language card_news_at clock_ahead secret_is_given")
"""What of a person nobody misses, so that it is not told that it stays as it is here."""
