"""The blueprint of the pages of help."""

from flask import Blueprint

bp = Blueprint("help", __name__)
