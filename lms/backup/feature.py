from lms.backup.commands import backup
from lms.backup.commands_data import data
from lms.feature import Feature

feature = Feature(
    commands=(backup, data),
)
