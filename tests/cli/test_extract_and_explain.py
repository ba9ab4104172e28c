"""What Sidelight reads in a page, and why an entry is or is not shown."""

import json
from pathlib import Path

from tests.cli.conftest import ARTICLE, DATED, EXPECTED, PACK, PAGE, Run


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

    def test_a_page_without_text_is_told(self, run: Run) -> None:
        result = run("extract", "-", input="<html><script>1</script></html>")

        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("sidelight: ")


class TestExplain:
    def test_a_shown_entry_ends_with_its_sentence(self, run: Run) -> None:
        result = run("explain", "melvaro-earthquake-death-toll", ARTICLE, *PACK, *DATED)

        assert result.exit_code == 0
        assert result.stdout.endswith("\nmelvaro-earthquake-death-toll is shown on this article.\n")
        assert "“At least 412 people were killed”" in result.stdout

    def test_an_entry_that_is_not_shown_says_what_is_missing(self, run: Run) -> None:
        result = run("explain", "melvaro-earthquake-death-toll", "-", *PACK, input="The baker opened at six.")

        assert result.exit_code == 0
        assert " no  phrase" in result.stdout
        assert result.stdout.endswith("is not shown on this article.\n")

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
