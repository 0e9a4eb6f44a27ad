"""What the production server of a test loads: the product, warmed."""

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from lms.database import db
from lms.wsgi import served_app


def create_app(instance: str, templates: str) -> Flask:
    """Return the product, its compiled templates in the folder `templates`.

    One page is drawn before the serving processes part from each other, and what it needed they
    have in common: they are new in each test, and each would read it again.
    """
    app = served_app(instance)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(templates)
    app.test_client().get("/sign-in")
    with app.app_context():
        db.session.remove()
        db.engine.dispose()  # the processes that serve open connections of their own
    return app
