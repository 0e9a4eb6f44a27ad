from lms.access import ORGANISERS, Permission

REPORT_FREEZE = Permission("report:freeze", ORGANISERS, opened_only=True)
