from flask import Blueprint

bp = Blueprint("excuses", __name__)
