"""The blueprint of the pages of workshops."""

from flask import Blueprint

bp = Blueprint("workshops", __name__)
