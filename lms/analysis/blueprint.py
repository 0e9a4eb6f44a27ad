"""The blueprint of the pages of analysis."""

from flask import Blueprint

bp = Blueprint("analysis", __name__)
