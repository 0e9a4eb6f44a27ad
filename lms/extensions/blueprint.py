from flask import Blueprint

bp = Blueprint("extensions", __name__)
