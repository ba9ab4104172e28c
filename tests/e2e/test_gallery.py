"""The committed gallery: complete, and small enough to look through."""

from tests.e2e.gallery import GALLERY, expected, readme

MOST_BYTES = 2_000_000


def test_the_gallery_has_what_its_command_makes_and_nothing_else() -> None:
    assert sorted(path.name for path in GALLERY.iterdir()) == expected()
    assert (GALLERY / "README.md").read_text(encoding="utf-8") == readme()


def test_the_gallery_is_small() -> None:
    assert sum(path.stat().st_size for path in GALLERY.iterdir()) < MOST_BYTES
