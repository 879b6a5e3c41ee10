"""The application with nothing within its frame."""

from webui.app import create_app as create_whole_app
from webui.pages import Pages


def create_app(engine, settings):
    return create_whole_app(engine, settings, Pages())
