"""The blueprint of the pages of today."""

from flask import Blueprint

bp = Blueprint("today", __name__)
