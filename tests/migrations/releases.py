"""The newest revision of this release."""

from alembic.script import ScriptDirectory

from lms.database.binding import MIGRATIONS

HEAD = str(ScriptDirectory(str(MIGRATIONS)).get_current_head())
