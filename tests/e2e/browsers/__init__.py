"""One face over two browsers, each with the extension in it."""
