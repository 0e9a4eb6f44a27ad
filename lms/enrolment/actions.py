from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

PEOPLE_ENROLLED = AuditAction("enrolment.add", Theme.PEOPLE, _("Participants enrolled"))
ENROLLED_AGAIN = AuditAction("enrolment.again", Theme.PEOPLE, _("Enrolled again"))
ENROLMENT_WITHDRAWN = AuditAction("enrolment.withdraw", Theme.PEOPLE, _("Withdrew"))
ENROLMENT_DELETED = AuditAction("enrolment.delete", Theme.PEOPLE, _("Wrong enrolment deleted"))
PERSON_CHANGED = AuditAction("person.change", Theme.PEOPLE, _("Data corrected"))
ENROLMENT_TRANSFERRED = AuditAction(
    "enrolment.transfer", Theme.PEOPLE, _("Moved to another workshop")
)
WALK_IN_ADDED = AuditAction("enrolment.walk_in", Theme.PEOPLE, _("Added at the door"))
SUBSTITUTE_SEATED = AuditAction(
    "seat.substitute", Theme.PEOPLE, _("Seat handed on to a substitute")
)
SUBSTITUTION_UNDONE = AuditAction("seat.undo_substitute", Theme.PEOPLE, _("Substitution undone"))
WALK_IN_KEPT = AuditAction("person.keep", Theme.PEOPLE, _("Kept as a new person"))
WALK_IN_MATCHED = AuditAction("person.match", Theme.PEOPLE, _("Matched with somebody known"))
PEOPLE_MERGED = AuditAction("person.merge", Theme.PEOPLE, _("Two accounts made one"))
CODES_JOINED = AuditAction("person.join", Theme.PEOPLE, _("Joined two codes of hers"))
