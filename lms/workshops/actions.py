from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

WAITING_ADDED = AuditAction("waiting.add", Theme.PEOPLE, _("Put on the waiting list"))
WAITING_MOVED = AuditAction("waiting.move", Theme.PEOPLE, _("Moved on the waiting list"))
WAITING_PROMOTED = AuditAction(
    "waiting.promote", Theme.PEOPLE, _("Given a seat from the waiting list")
)
WAITING_REMOVED = AuditAction("waiting.remove", Theme.PEOPLE, _("Taken off the waiting list"))
STAFF_ADDED = AuditAction("staff.add", Theme.PEOPLE, _("Trainer or assistant named"))
STAFF_REMOVED = AuditAction("staff.remove", Theme.PEOPLE, _("Trainer or assistant removed"))
PROGRAM_CREATED = AuditAction("program.create", Theme.PLAN, _("Program created"))
PROGRAM_CHANGED = AuditAction("program.change", Theme.PLAN, _("Program changed"))
WORKSHOP_CREATED = AuditAction("workshop.create", Theme.PLAN, _("Workshop created"))
WORKSHOP_CHANGED = AuditAction("workshop.change", Theme.PLAN, _("Workshop changed"))
REVISION_CHANGED = AuditAction(
    "workshop.revision", Theme.PLAN, _("Moved to another version of the course")
)
WORKSHOP_OPENED = AuditAction("workshop.open", Theme.PLAN, _("Draft opened"))
WORKSHOP_CLOSED = AuditAction("workshop.close", Theme.PLAN, _("Workshop closed"))
WORKSHOP_REOPENED = AuditAction("workshop.reopen", Theme.PLAN, _("Workshop opened again"))
ORGANISER_INVITED = AuditAction(
    "organiser.invite", Theme.PEOPLE, _("Asked to organise the program")
)
ORGANISER_UNINVITED = AuditAction(
    "organiser.uninvite", Theme.PEOPLE, _("No longer asked to organise the program")
)
ORGANISER_ADDED = AuditAction("organiser.add", Theme.PEOPLE, _("Organises the program as well"))
ORGANISER_REMOVED = AuditAction("organiser.remove", Theme.PEOPLE, _("Organiser removed"))
STAFF_INVITED = AuditAction("staff.invite", Theme.PEOPLE, _("Asked to run the workshop"))
STAFF_UNINVITED = AuditAction(
    "staff.uninvite", Theme.PEOPLE, _("No longer asked to run the workshop")
)
