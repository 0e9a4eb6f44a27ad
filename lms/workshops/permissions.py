from lms.access import ORGANISERS, STAFF, Permission

PROGRAM_LIST = Permission("program:list", ORGANISERS)
PROGRAM_CREATE = Permission("program:create", ORGANISERS)
PROGRAM_SEE = Permission("program:see", ORGANISERS)
PROGRAM_EDIT = Permission("program:edit", ORGANISERS)
WORKSHOP_CREATE = Permission("workshop:create", ORGANISERS)
WORKSHOP_SEE = Permission("workshop:see", STAFF)
WORKSHOP_EDIT = Permission("workshop:edit", ORGANISERS)
STAFF_MANAGE = Permission("staff:manage", ORGANISERS)
