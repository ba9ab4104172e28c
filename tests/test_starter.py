"""The starter pack on the demo's own article: the three ideas a newcomer sees first."""

from datetime import date

from flask import Flask

from sidelight.adapters.extract.page import extract
from sidelight.adapters.packs.folder import read_pack, starter_folder
from sidelight.core.annotate import annotate
from sidelight.core.dates import When
from sidelight.core.edition import make_edition
from sidelight.core.matching.matcher import compile_matcher
from sidelight.services.ports import Page
from sidelight.web import demo


def test_the_demo_shows_the_toll_the_comparison_and_the_label() -> None:
    app = Flask(__name__)
    app.register_blueprint(demo.blueprint)
    article = extract(Page(body=app.test_client().get("/demo").data))
    matcher = compile_matcher(make_edition([read_pack(starter_folder()).pack]))
    assert article.published is not None
    when = When(today=date(2026, 11, 22), published=article.published.date)

    found = {item.entry.id: item.finding for item in annotate(matcher, article, when=when, language="en").items}

    assert found["crocus-death-toll"] == "revised-since"
    assert found["deadliest-attacks-russia"] == "holds"
    assert found["foreign-agent-russia"] == "changed-since"


def test_the_whole_pack_is_sound() -> None:
    reading = read_pack(starter_folder())

    assert reading.problems == ()
    assert len(reading.pack.entries) >= 70
