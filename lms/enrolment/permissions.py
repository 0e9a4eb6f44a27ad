from lms.access import ORGANISERS, STAFF, Permission

ENROLMENT_LIST = Permission("enrolment:list", STAFF)
ENROLMENT_MANAGE = Permission("enrolment:manage", ORGANISERS)
