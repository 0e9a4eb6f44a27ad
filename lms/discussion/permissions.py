from lms.access import INSIDERS, ORGANISERS, STAFF, TRAINERS, Permission

DISCUSSION_READ = Permission("discussion:read", INSIDERS)
DISCUSSION_WRITE = Permission("discussion:write", INSIDERS)
DISCUSSION_MODERATE = Permission("discussion:moderate", STAFF)
DISCUSSION_ANNOUNCE = Permission("discussion:announce", TRAINERS)
DISCUSSION_UNMASK = Permission("discussion:unmask", ORGANISERS)
