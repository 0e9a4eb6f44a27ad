"""The blueprint of the pages of excuses."""

from flask import Blueprint

bp = Blueprint("excuses", __name__)
