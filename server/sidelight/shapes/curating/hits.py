"""What a draft hits on one article of the corpus, as a line of the answer."""

from sidelight.core.annotation import Annotation
from sidelight.services.curation.hits.hit import ArticleHits, Hit
from sidelight.shapes.plain import Json


def article_hits_reply(found: ArticleHits) -> Json:
    """Write what is hit on an article, in context, with what came close and why it was refused."""
    return {
        "article": {"id": found.article.id, "title": found.article.title, "url": found.article.url},
        "done": found.done,
        "total": found.total,
        "hits": [_hit(each) for each in found.hits],
        "near": [{"sentence": each.sentence, "reason": each.reason} for each in found.near],
    }


def _hit(hit: Hit) -> Json:
    return {
        "change": hit.change,
        "prefix": hit.prefix,
        "exact": hit.exact,
        "suffix": hit.suffix,
        "sentence": hit.sentence,
        "before": _shown(hit.before),
        "after": _shown(hit.after),
    }


def _shown(annotation: Annotation | None) -> Json | None:
    return None if annotation is None else {"finding": annotation.finding, "says": annotation.says}
