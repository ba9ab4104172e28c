"""The use cases of the app that answers the current request."""

from typing import cast

from flask import Flask, current_app

from sidelight.services.wired import Wired

_KEY = "sidelight"


def give(app: Flask, wired: Wired) -> None:
    """Hand the use cases to the app."""
    app.extensions[_KEY] = wired


def wired() -> Wired:
    """Take the use cases of the current app."""
    return cast("Wired", current_app.extensions[_KEY])
