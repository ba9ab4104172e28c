"""The app for a server of your choice, such as `granian --interface wsgi sidelight.wsgi:app`."""

import os

from sidelight.bootstrap import build
from sidelight.config import read_config
from sidelight.web.app import create_app

_config = read_config(os.environ)
app = create_app(build(_config), _config)
