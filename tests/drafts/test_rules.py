"""What a page that saves a draft did not know of."""

import pytest

from app.drafts import rules


@pytest.mark.parametrize(
    ("newest", "aside", "seen", "expected"),
    [
        (0, [], 0, []),
        (3, [], 3, []),
        (3, [], 5, []),
        (5, [], 3, [5]),
        (7, [6], 3, [6, 7]),
        (7, [6], 6, [7]),
        (7, [6], 7, []),
    ],
)
def test_a_page_has_not_seen_what_came_after_it(
    newest: int, aside: list[int], seen: int, expected: list[int]
) -> None:
    assert rules.unseen(newest, aside, seen) == expected
