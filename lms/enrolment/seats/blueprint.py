"""The blueprint of the pages about seats."""

from flask import Blueprint

bp = Blueprint("seats", __name__)
