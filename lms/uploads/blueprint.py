"""The blueprint of the pages of uploads."""

from flask import Blueprint

bp = Blueprint("uploads", __name__)
