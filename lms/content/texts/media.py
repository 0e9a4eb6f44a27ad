"""Reads what stands in the folders `pictures` and `files` of a course."""

from collections.abc import Callable
from pathlib import Path as FilePath
from re import Pattern

from lms.content.problems import AuthorDiagnostics
from lms.content.texts import attachments
from lms.content.texts.attachments import FILES, Attachment, UnusableAttachment
from lms.content.texts.pictures import DRAWING_NAME, PICTURES, UnusablePicture, clean_svg
from lms.content.yaml_files import files_in, read_bytes, read_text


def read_pictures(diagnostics: AuthorDiagnostics, root: FilePath) -> None:
    """Read the pictures that texts may show: drawings, and photos made small."""
    for file in files_in(root / PICTURES):
        name = f"{PICTURES}/{file.name}"
        diagnostics.leave_out((PICTURES, file.name))
        if DRAWING_NAME.fullmatch(file.name):
            text = read_text(diagnostics, root, name)
            try:
                if text is not None:
                    diagnostics.pictures[file.name] = clean_svg(text.encode(), file.stem)
            except UnusablePicture as problem:
                diagnostics.note(name, problem.line, problem.message)
        else:
            message = "Pictures are files such as alur-qris.svg or toko.jpg. Rename it"
            found = _read(diagnostics, root, name, attachments.PHOTO_NAME, message)
            if found is not None:
                _keep(diagnostics, name, found, attachments.photo, diagnostics.pictures)


def read_files(diagnostics: AuthorDiagnostics, root: FilePath) -> None:
    """Read the files that texts may link to."""
    for file in files_in(root / FILES):
        name = f"{FILES}/{file.name}"
        diagnostics.leave_out((FILES, file.name))
        message = "Files are called such as buku-kas.xlsx, .csv or .pdf. Rename it"
        found = _read(diagnostics, root, name, attachments.FILE_NAME, message)
        if found is not None:
            _keep(diagnostics, name, found, attachments.document, diagnostics.files)


def _read(
    diagnostics: AuthorDiagnostics, root: FilePath, name: str, pattern: Pattern[str], message: str
) -> bytes | None:
    own = name.partition("/")[2]
    if not pattern.fullmatch(own) or len(own) > attachments.MAX_NAME_LENGTH:
        diagnostics.note(name, 1, message)
        return None
    return read_bytes(diagnostics, root, name, attachments.MAX_PHOTO_BYTES)


def _keep(
    diagnostics: AuthorDiagnostics,
    name: str,
    content: bytes,
    made: Callable[[bytes, str], Attachment],
    into: dict[str, Attachment] | dict[str, str | Attachment],
) -> None:
    own = name.partition("/")[2]
    try:
        into[own] = made(content, own)
    except UnusableAttachment as problem:
        diagnostics.note(name, 1, str(problem))
