from lms.access import STAFF, TRAINERS, Permission

BOARD_SEE = Permission("board:see", STAFF)
ROOM_START = Permission("room:start", TRAINERS)
