from lms.access import STAFF, TRAINERS, Permission

MESSAGE_WRITE = Permission("message:write", STAFF)
MESSAGE_SEND = Permission("message:send", TRAINERS)
