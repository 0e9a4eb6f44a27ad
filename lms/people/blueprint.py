"""The blueprint of the pages of people."""

from flask import Blueprint

bp = Blueprint("people", __name__)
