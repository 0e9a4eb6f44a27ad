from lms.access import PARTICIPANTS, TRAINERS, Permission

EXTENSION_ASK = Permission("extension:ask", PARTICIPANTS)
EXTENSION_GRANT = Permission("extension:grant", TRAINERS)
