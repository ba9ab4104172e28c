"""From an article's words to mentions in scope: one automaton pass, then the rules of scope, each in its own file."""
