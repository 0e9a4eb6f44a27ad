"""Go Digital LMS. `lms.create_app` makes the application; the parts come one by one."""

import gc
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app(instance_path: str | None = None, **settings: object) -> "Flask":
    """The application, as `lms.factory.create_app` makes it.

    What it joins is loaded by this call and not by `import lms`: every import of a part runs this
    file first, and a rule or a question type must come without Flask, database and all features.
    """
    gc.disable()  # looking for rubbish among what is just loaded is a fifth of a command's start
    try:
        factory = import_module("lms.factory")
        gc.freeze()
    finally:
        gc.enable()
    app: Flask = factory.create_app(instance_path, **settings)
    return app
