"""The names of `<meta>` elements that are read, each list in the order of trust."""

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publish-date", "publish_date", "publishdate",
    "pubdate", "date.created", "datecreated", "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date.issued",
    "dc.date.created", "dc.date", "citation_publication_date", "citation_date", "article_date_original",
    "originalpublicationdate", "date",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified",
    "lastmod", "last-modified", "date.modified",
)  # fmt: skip
TITLE_METAS = ("og:title", "twitter:title")
SITE_METAS = ("og:site_name",)
LANGUAGE_METAS = ("og:locale", "content-language")
ADDRESS_METAS = ("og:url",)
WALL_METAS = ("article:content_tier", "isaccessibleforfree")
READ_METAS = frozenset({
    *PUBLISHED_METAS, *MODIFIED_METAS, *TITLE_METAS, *SITE_METAS, *LANGUAGE_METAS, *ADDRESS_METAS, *WALL_METAS,
})  # fmt: skip
#: The attributes that may hold the name of a `<meta>`.
NAMING = ("property", "name", "itemprop", "http-equiv")
