from flask import Blueprint

bp = Blueprint("freezing", __name__)
