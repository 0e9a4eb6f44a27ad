from lms.access import STAFF, Permission

PRACTICE_SEE = Permission("practice:see", STAFF, opened_only=True)
