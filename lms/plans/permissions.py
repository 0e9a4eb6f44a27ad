from lms.access import PARTICIPANTS, STAFF, Permission

PLAN_WRITE = Permission("plan:write", PARTICIPANTS)
PLAN_SEE = Permission("plan:see", STAFF)
