import lms.attendance.checkin.routes
import lms.attendance.checkin.routes_screen
import lms.attendance.routes_meetings
import lms.attendance.routes_photos
import lms.attendance.routes_register
import lms.attendance.routes_sheets
from lms.attendance import actions, permissions
from lms.attendance.blueprint import bp
from lms.attendance.rules import WORDS
from lms.feature import Feature, Place
from lms.language import gettext_noop as _

feature = Feature(
    blueprints=(bp,),
    route_modules=(
        lms.attendance.checkin.routes,
        lms.attendance.checkin.routes_screen,
        lms.attendance.routes_meetings,
        lms.attendance.routes_photos,
        lms.attendance.routes_register,
        lms.attendance.routes_sheets,
    ),
    permissions=(
        permissions.ATTENDANCE_CHECK_IN,
        permissions.ATTENDANCE_SEE_OWN,
        permissions.ATTENDANCE_RECORD,
        permissions.MEETING_CANCEL,
    ),
    workshop_places=(
        Place(20, permissions.ATTENDANCE_SEE_OWN, _("Attendance"), "attendance.mine", "calendar"),
        Place(
            50, permissions.ATTENDANCE_RECORD, _("Attendance"), "attendance.meetings", "calendar"
        ),
    ),
    audit_actions=(
        actions.ATTENDANCE_RECORDED,
        actions.SHEET_PHOTO_ADDED,
        actions.SHEET_PHOTO_REMOVED,
        actions.MEETING_CANCELLED,
        actions.MEETING_RESTORED,
    ),
    audit_words={"presence": WORDS},
)
