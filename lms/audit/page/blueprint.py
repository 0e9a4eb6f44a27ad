"""The blueprint of the pages of audit."""

from flask import Blueprint

bp = Blueprint("audit", __name__)
