"""The bench is a command, not a test; its extra need not be installed where tests run."""

collect_ignore_glob = ["*.py"]
