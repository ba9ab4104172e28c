"""What Sidelight reads in a page, and why an entry is or is not shown."""

import json
from pathlib import Path

from tests.cli.conftest import ARTICLE, DATED, EXPECTED, PACK, PAGE, Run, write_pack

MANY_PHRASES = """\
- id: old-pier
  kind: background
  title: {en: "The old pier"}
  summary: {en: "Built in 1911."}
  phrases:
    en: ["old harbour", "sea wall", "landing stage", "wooden jetty", "pier number 3", "pier number 4", "bandstand"]
    ru: ["старый причал", "старый порт", "старая пристань"]
  sources: [{id: s, title: "T", publisher: "P", url: "https://example.org/"}]
"""


class TestExtract:
    def test_text_shows_title_date_and_passages_with_their_roles(self, run: Run) -> None:
        shown = run("extract", PAGE).stdout

        assert shown.startswith(f"{EXPECTED['title']}\npublished 2023-05-18 (json-ld) · en\n\n[headline]\n")
        assert "[caption]\n" in shown

    def test_json_gives_positions_that_stand_in_the_text(self, run: Run) -> None:
        article = json.loads(run("extract", PAGE, "--format", "json").stdout)

        assert article["passages"]
        for passage in article["passages"]:
            assert article["text"][passage["start"] : passage["end"]] == passage["text"]
        assert set(article) >= {"title", "language", "published", "modified", "url", "text", "passages", "partial"}

    def test_what_is_given_goes_before_what_the_page_says(self, run: Run) -> None:
        article = json.loads(run("extract", PAGE, "--format", "json", "--published", "2020", "--title", "Mine").stdout)

        assert (article["title"], article["published"]) == ("Mine", {"date": "2020", "evidence": "given"})

    def test_a_page_that_shows_only_a_part_is_told_in_words(self, run: Run) -> None:
        meta = '<meta property="article:content_tier" content="locked">'
        page = f"<html><head>{meta}</head><article><h1>Pier shut</h1><p>{'It was shut on Monday. ' * 9}</p></article>"

        shown = run("extract", "-", input=page).stdout

        assert "\nNot complete: the page shows only a part of the article.\n" in shown
        assert "paywalled" not in shown

    def test_a_page_without_text_is_told(self, run: Run) -> None:
        result = run("extract", "-", input="<html><script>1</script></html>")

        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("sidelight: ")


class TestExplain:
    def test_the_verdict_comes_first_with_finding_and_sentence(self, run: Run) -> None:
        result = run("explain", "melvaro-earthquake-death-toll", ARTICLE, *PACK, *DATED)

        assert result.exit_code == 0
        assert result.stdout.startswith(
            "melvaro-earthquake-death-toll is shown on this article.\n  revised-since: Right "
        )
        assert "“At least 412 people were killed”" in result.stdout

    def test_an_entry_that_is_not_shown_says_what_is_missing(self, run: Run) -> None:
        result = run("explain", "melvaro-earthquake-death-toll", "-", *PACK, input="The baker opened at six.")

        assert result.exit_code == 0
        assert " no  phrase" in result.stdout
        verdict, reason, *_ = result.stdout.splitlines()
        assert verdict == "melvaro-earthquake-death-toll is not shown on this article."
        assert reason == "  no phrase of the entry is in the text"

    def test_a_refused_mention_is_the_verdict(self, run: Run) -> None:
        shown = run("explain", "melvaro-earthquake-death-toll", "-", *PACK, input="It killed 12 people.").stdout

        assert shown.splitlines()[1].startswith("  the mention does not count: ")

    def test_quantities_outside_the_phrases_are_told_only_when_all_is_asked_for(self, run: Run) -> None:
        words = ("explain", "melvaro-earthquake-death-toll", ARTICLE, *PACK, *DATED)

        short, whole = run(*words), run(*words, "--verbose")

        assert short.stdout.count(" quantity ") == 1
        assert whole.stdout.count(" quantity ") > 5
        assert "--verbose tells all" in short.stderr
        assert whole.stderr == ""

    def test_only_the_nearest_phrases_of_the_articles_language_are_told(self, run: Run, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "pack", MANY_PHRASES)
        words = ("explain", "old-pier", "-", "--pack", str(pack), "--language", "en")

        short, whole = (run(*words, *more, input="The pier is shut.").stdout for more in ((), ("--verbose",)))

        assert "'pier number 3'" in short
        assert "старый" not in short
        assert short.count(" no  phrase ") == 5
        assert whole.count(" no  phrase ") == 10

    def test_json_is_what_the_api_answers(self, run: Run) -> None:
        reply = json.loads(run("explain", "amberline-rescue-union", ARTICLE, *PACK, "--format", "json").stdout)

        text = Path(ARTICLE).read_text(encoding="utf-8")
        assert (reply["entry"], reply["shown"], reply["checked"]["entries"]) == ("amberline-rescue-union", True, 4)
        assert reply["steps"][0]["step"] == "language"
        assert "Amberline Rescue Union" in {text[s["start"] : s["end"]] for s in reply["steps"] if "start" in s}

    def test_the_nearest_entry_is_proposed_for_a_mistyped_one(self, run: Run) -> None:
        result = run("explain", "amberline-rescue-onion", ARTICLE, *PACK)

        assert result.exit_code == 2
        assert "Did you mean amberline-rescue-union?" in result.stderr
