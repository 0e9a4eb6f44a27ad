from lms.access import ORGANISERS, Permission

REPORT_HAND_OVER = Permission("report:hand_over", ORGANISERS, opened_only=True)
