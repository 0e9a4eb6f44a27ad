"""The yardstick: a bare Flask application with one route that does nothing."""

from flask import Flask


def create_app() -> Flask:
    """Return an application that answers `/` with two letters."""
    app = Flask(__name__)

    @app.get("/")
    def empty() -> str:
        return "ok"

    return app
