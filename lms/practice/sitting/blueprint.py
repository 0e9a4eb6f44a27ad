from flask import Blueprint

bp = Blueprint("sitting", __name__)
