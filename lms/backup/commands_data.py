"""`flask data move`: everything into a database of another kind."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from lms.backup.commands import FOLDER, failing_in_words
from lms.backup.contents import Installation
from lms.backup.moving import move_everything, opened
from lms.uploads.storage import Storage

data = AppGroup("data", help="Carry everything into another database.")


@data.command("move")
@click.option(
    "--to", "address", required=True, help="sqlite:////path/lms.sqlite3 or postgresql+psycopg://…"
)
@click.option("--uploads", "folder", type=FOLDER, required=True, help="Where its files go.")
@failing_in_words
def move(address: str, folder: Path) -> None:
    """Carry all rows and files from the database of the settings into an empty one.

    From a laptop's SQLite to a server's PostgreSQL, or back. Every row is compared afterwards.
    Stop the server first: what people do after this began stays behind.
    """
    engine = opened(address)
    try:
        number = move_everything(
            Installation(engine, Storage(folder)), Storage(current_app.config["UPLOADS_FOLDER"])
        )
    finally:
        engine.dispose()
    click.echo(f"{number} rows arrived, each as it was; files are in {folder}.")
    click.echo("Go on there with LMS_DATABASE_URL and LMS_UPLOADS_FOLDER set to them, and with the")
    click.echo(f"secret_key and badge_key.pem of {current_app.instance_path}.")
