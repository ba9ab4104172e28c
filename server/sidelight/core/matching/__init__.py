"""From an article's words to mentions in scope: all literals at once, then the rules of scope, each in its own file."""
