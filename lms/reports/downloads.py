"""Answering with a file."""

from flask import Response


def download(text: str, name: str) -> Response:
    """A CSV file that is saved under this name."""
    return Response(
        text,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
