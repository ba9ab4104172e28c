"""The browser extension as files to hand on."""
