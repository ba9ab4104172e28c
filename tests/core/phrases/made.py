"""Phrases made so that the language allows each: none has to be thrown away again."""

from collections.abc import Sequence

from hypothesis import strategies as st


def phrases_of(own: Sequence[str], loose: Sequence[str] = ()) -> st.SearchStrategy[str]:
    """Make phrases of rows, choices, options and gaps.

    Args:
        own: Words and slots that may make up a phrase by themselves.
        loose: Those that only stand beside one of these.
    """

    def wider(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        beside = st.one_of(part.map(lambda inner: f"[{inner}]"), *([st.sampled_from(loose)] if loose else []))
        return st.one_of(
            st.lists(part, min_size=2, max_size=4).map(" ".join),
            st.lists(part, min_size=2, max_size=3).map(lambda parts: f"({' | '.join(parts)})"),
            st.tuples(part, part).map(" ... ".join),
            st.tuples(beside, part).map(" ".join),
            st.tuples(part, beside).map(" ".join),
        )

    return st.recursive(st.sampled_from(own), wider, max_leaves=7)
