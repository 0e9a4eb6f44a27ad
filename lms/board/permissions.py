from lms.access import STAFF, TRAINERS, Permission

BOARD_SEE = Permission("board:see", STAFF, opened_only=True)
ROOM_START = Permission("room:start", TRAINERS, opened_only=True)
