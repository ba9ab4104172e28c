"""The order of the sources below an annotation."""

from dataclasses import replace

from tests.factories import article, matcher, record, toll, when

from sidelight.cli.telling.cited import cited
from sidelight.core.annotate import annotate
from sidelight.core.entry import Source


def test_the_sources_of_the_articles_own_figure_stand_first() -> None:
    beside = replace(record(70, "2021-05-04", standing="other"), sources=("beside",))
    counts = (replace(record(52, "2021-05-05"), sources=("then",)), replace(record(61, "2022-01-10"), sources=("now",)))
    sources = tuple(
        Source(id=name, title=name, publisher="Gazette", url=f"https://gazette.example/{name}")
        for name in ("then", "now", "beside")
    )
    about = article("The Tarn quake killed 70 people.", published="2021-05-06")

    compiled = matcher(toll(*counts, beside, sources=sources))
    (shown,) = annotate(compiled, about, when=when(about), language="en").items

    assert shown.finding == "also-reported"
    assert [source.id for source in cited(shown)] == ["beside", "then", "now"]
