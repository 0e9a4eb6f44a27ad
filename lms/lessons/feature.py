import lms.lessons.routes
from lms.feature import Feature, Place
from lms.language import gettext_noop as _
from lms.lessons import permissions
from lms.lessons.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.lessons.routes,),
    permissions=(
        permissions.COURSE_READ,
        permissions.LESSON_FINISH,
        permissions.LESSON_NOTES,
    ),
    workshop_places=(
        Place(
            10,
            permissions.COURSE_READ,
            _("Lessons"),
            "lessons.course",
            "book",
            for_participants_only=True,
        ),
    ),
)
