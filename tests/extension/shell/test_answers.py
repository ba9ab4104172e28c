"""What the extension makes of a server's answers: every failure has words, a remedy and an end."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.extension.shell.loaded import ALLOWED_SITE, Answer, Loaded, Recorder, Sent, wait

Reader = Callable[..., Loaded]


def problem_of(shell: Loaded, site: Recorder) -> dict[str, Any]:
    """Let the allowed site's page ask, and give back the problem that its popup would tell."""
    page = shell.open(f"http://{ALLOWED_SITE}:{site.port}/a")
    tab = shell.tab_of(page)
    status = f"chrome.tabs.sendMessage({tab}, {{type: 'status'}}).catch(() => null)"
    problem: dict[str, Any] = wait(lambda: (shell.run(status) or {}).get("problem"))
    return problem


def replying(status: int = 200, body: Any = None, **headers: str) -> Callable[[Sent], Answer]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Answer(status, body if isinstance(body, bytes) else json.dumps(body).encode(), named)


def page_of(engine: str) -> dict[str, Any]:
    return {"type": "AnnotationPage", "items": [], "checked": {"engine": engine}, "partial": []}


ANSWERS = {
    "not JSON": (replying(body=b"<!doctype html>"), "not-sidelight", "status 200"),
    "another program": (replying(404, b"Not found"), "not-sidelight", "status 404"),
    "JSON of another program": (replying(body={"hello": "world"}), "not-sidelight", "status 200"),
    "a list": (replying(body=[]), "not-sidelight", "status 200"),
    "a redirection": (replying(302, b"", Location="/elsewhere"), "server-down", "does not answer"),
    "too new": (replying(body=page_of("2.0.0")), "server-newer", "2.0.0"),
    "too old": (replying(404, {"code": "not-found", "detail": "nothing", "remedy": "Look."}), "server-older", "older"),
    "too large a page": (
        replying(413, {"code": "body-too-large", "detail": "x", "remedy": "y."}),
        "too-large",
        "larger",
    ),
    "too large an answer": (replying(body=b'"' + b"x" * 4_000_001 + b'"'), "answer-too-large", "4 megabytes"),
    "a failure": (
        replying(500, {"code": "e", "detail": "x", "remedy": "y."}, X_Request_Id="a1"),
        "server-failed",
        "500",
    ),
    "a refusal of its own": (
        replying(422, {"code": "fetch-off", "detail": "no fetching here", "remedy": "Send the text."}),
        "fetch-off",
        "No fetching here",
    ),
    "too many": (replying(429, b"", Retry_After="90"), "rate-limited", "pause"),
    "busy": (replying(503, b"", Retry_After="90"), "rate-limited", "pause"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_a_server_answers_is_told_with_a_remedy(
    reader: Reader, server: Recorder, site: Recorder, name: str
) -> None:
    server.answer, code, words = ANSWERS[name]

    problem = problem_of(reader(), site)

    assert problem["code"] == code
    assert words in problem["detail"]
    assert problem["remedy"].endswith(".")


def test_a_server_that_is_not_running_is_told_with_how_to_start_it(reader: Reader, site: Recorder) -> None:
    problem = problem_of(reader(server="http://127.0.0.1:9"), site)

    assert (problem["code"], "sidelight serve" in problem["remedy"]) == ("server-down", True)


def test_a_failure_of_the_server_carries_the_request_id(reader: Reader, server: Recorder, site: Recorder) -> None:
    server.answer = ANSWERS["a failure"][0]

    assert problem_of(reader(), site)["requestId"] == "a1"


def test_a_slow_server_is_given_up_after_the_deadline(reader: Reader, server: Recorder) -> None:
    shell = reader()
    asked = f"""import('/shared/ask.js').then(async (it) => {{
      const real = AbortSignal.timeout;
      let deadline;
      AbortSignal.timeout = (time) => {{ deadline = time; return real.call(AbortSignal, 0); }};
      const {{ failure }} = await it.ask('{server.address}', '/slow').finally(() => (AbortSignal.timeout = real));
      return [deadline, failure];
    }})"""

    assert shell.run(asked) == [20_000, {"code": "server-slow", "values": [20]}]


def test_a_server_that_asks_for_a_pause_gets_it(reader: Reader, server: Recorder, site: Recorder) -> None:
    shell = reader()
    server.answer = ANSWERS["too many"][0]

    first = problem_of(shell, site)
    again = problem_of(shell, site)

    assert len(server.sent) == 1
    assert "90 seconds" in first["remedy"]
    assert again["code"] == "rate-limited"


@pytest.mark.parametrize(("header", "seconds"), [("120", 120), ("0", 1), ("999999", 3600), ("soon", 30), ("", 30)])
def test_a_pause_has_bounds(shell: Loaded, header: str, seconds: int) -> None:
    assert shell.run(f"import('/shared/ask.js').then((it) => it.readWait('{header}'))") == seconds


def test_a_pause_may_be_given_as_a_date(shell: Loaded) -> None:
    read = """import('/shared/ask.js').then((it) => {
      const [{ now }, at] = [Date, Date.now()];
      Date.now = () => at;
      const seconds = it.readWait(new Date(at + 60_000).toUTCString());
      Date.now = now;
      return seconds;
    })"""

    assert shell.run(read) == 60
