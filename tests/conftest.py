"""What all tests share: a clean environment and a quick, repeatable Hypothesis."""

import os

import pytest
from hypothesis import HealthCheck, settings
from tests.stores import postgres_server as postgres_server  # a fixture for all tests

# The same examples on every machine; "thorough" draws new ones each time.
settings.register_profile(
    "quick", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests reaches them."""
    for name in list(os.environ):
        if name.startswith("SIDELIGHT_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
