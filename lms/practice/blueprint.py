"""The blueprint of the pages of practice."""

from flask import Blueprint

bp = Blueprint("practice", __name__)
