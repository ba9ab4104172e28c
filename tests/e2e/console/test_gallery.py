"""The committed gallery of the console: complete, and small enough to look through."""

from tests.e2e.console.gallery import GALLERY, expected, readme
from tests.e2e.console.scenes import SCENES

MOST_BYTES = 5_000_000


def test_the_gallery_has_what_its_command_makes_and_nothing_else() -> None:
    assert sorted(path.name for path in GALLERY.iterdir()) == expected()
    assert (GALLERY / "README.md").read_text(encoding="utf-8") == readme()


def test_no_two_scenes_have_one_name() -> None:
    assert len({scene.name for scene in SCENES}) == len(SCENES)


def test_the_gallery_is_small() -> None:
    assert sum(path.stat().st_size for path in GALLERY.iterdir()) < MOST_BYTES
