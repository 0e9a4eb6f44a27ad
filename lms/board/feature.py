import lms.board.routes
from lms.board import actions, permissions
from lms.board.blueprint import bp
from lms.feature import Feature

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.board.routes,),
    permissions=(
        permissions.BOARD_SEE,
        permissions.ROOM_START,
    ),
    audit_actions=(
        actions.ROOM_STARTED,
        actions.ROOM_ENDED,
    ),
)
