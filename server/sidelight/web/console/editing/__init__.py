"""The editor: what a draft would do, saving it beside others, and publishing it."""
