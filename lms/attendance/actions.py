from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

ATTENDANCE_RECORDED = AuditAction("attendance.record", Theme.ATTENDANCE, _("Attendance recorded"))
SHEET_PHOTO_ADDED = AuditAction(
    "attendance.photo_add", Theme.ATTENDANCE, _("Photo of the signed sheet added")
)
SHEET_PHOTO_REMOVED = AuditAction(
    "attendance.photo_remove", Theme.ATTENDANCE, _("Photo of the signed sheet removed")
)
MEETING_CANCELLED = AuditAction("meeting.cancel", Theme.PLAN, _("Meeting cancelled"))
MEETING_RESTORED = AuditAction("meeting.restore", Theme.PLAN, _("Cancelled meeting taken up again"))
