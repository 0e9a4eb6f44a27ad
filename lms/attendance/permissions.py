from lms.access import PARTICIPANTS, SIGNED_IN, STAFF, TRAINERS, Permission

ATTENDANCE_CHECK_IN = Permission("attendance:check_in", SIGNED_IN)
ATTENDANCE_SEE_OWN = Permission("attendance:see_own", PARTICIPANTS)
ATTENDANCE_RECORD = Permission("attendance:record", STAFF, opened_only=True)
MEETING_CANCEL = Permission("meeting:cancel", TRAINERS)
