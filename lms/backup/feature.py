from lms.backup.commands import backup
from lms.feature import Feature

feature = Feature(
    commands=(backup,),
)
