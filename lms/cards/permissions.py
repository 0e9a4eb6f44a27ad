from lms.access import STAFF, Permission

CARD_ISSUE = Permission("card:issue", STAFF)
