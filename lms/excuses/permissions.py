from lms.access import PARTICIPANTS, TRAINERS, Permission

EXCUSE_ASK = Permission("excuse:ask", PARTICIPANTS)
EXCUSE_DECIDE = Permission("excuse:decide", TRAINERS, opened_only=True)
