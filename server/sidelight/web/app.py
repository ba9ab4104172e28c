"""The Flask app, made from what bootstrap wired."""

from flask import Flask, redirect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from sidelight.config import Config
from sidelight.services.asked import Asked
from sidelight.services.wired import Wired
from sidelight.web import access, current, demo, docs, logs, metrics
from sidelight.web.api import annotations, editions, entries, explain, health, readers, spec
from sidelight.web.api.curating import corpus, drafts, hits, imports, people, publishing, queue
from sidelight.web.api.operation import blueprint_of
from sidelight.web.api.reading import KeptNumber
from sidelight.web.console.blueprint import open_console
from sidelight.web.hosts import check_host
from sidelight.web.watch import watch

#: Annotated once at the start, so that the first reader does not wait for what is loaded with the first text.
_FIRST = Asked(text="The council of the town met on Tuesday to hear what had become of the old bridge.")
#: Every operation of the API, in the order in which the documentation tells them.
OPERATIONS = {
    "annotations": annotations.OPERATIONS,
    "explain": explain.OPERATIONS,
    "entries": entries.OPERATIONS,
    "editions": editions.OPERATIONS,
    "readers": readers.OPERATIONS,
    "drafts": drafts.OPERATIONS,
    "publishing": publishing.OPERATIONS,
    "hits": hits.OPERATIONS,
    "corpus": corpus.OPERATIONS,
    "imports": imports.OPERATIONS,
    "queue": queue.OPERATIONS,
    "people": people.OPERATIONS,
}


def create_app(services: Wired, config: Config) -> Flask:
    """Make the app; all it knows of the world is in its two arguments.

    Args:
        services: The use cases, wired by bootstrap.
        config: The settings, of which the app uses those of logs, hosts, requests and sessions.
    """
    logs.configure(config.log_level)
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = config.request_bytes
    # Pasted articles and packs that come back to be confirmed stand in a form; half a megabyte is Flask's own limit.
    app.config["MAX_FORM_MEMORY_SIZE"] = config.request_bytes
    app.url_map.strict_slashes = False
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]  # Flask's own way
    app.url_map.converters["number"] = KeptNumber
    current.give(app, services)
    watch(app, metrics.give(app, services))
    app.before_request(check_host(config.trusted_hosts))
    access.set_up_sessions(app, config, services.session_key)
    access.guard(app)
    for name, operations in OPERATIONS.items():
        app.register_blueprint(blueprint_of(name, operations))
    app.register_blueprint(health.blueprint)
    app.register_blueprint(demo.blueprint)
    document = spec.make_document(OPERATIONS)
    app.register_blueprint(docs.blueprint_of(document))
    open_console(app)
    app.add_url_rule("/", "index", _index)
    access.check_routes(app)
    services.annotator.annotate(_FIRST)
    services.editions.watch()
    return app


@access.allow("everyone")
def _index() -> Response:
    return redirect("/demo")
