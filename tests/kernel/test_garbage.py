"""What is freed when much has been worked through."""

import gc
import weakref

from counterpart.kernel.garbage import without_collecting


class Circle:
    def __init__(self) -> None:
        self.itself = self


def test_circles_made_meanwhile_are_freed_at_the_end_and_no_old_ones_searched():
    old = Circle()
    gc.collect()  # from now on it is of the oldest generation
    left_before = weakref.ref(old)
    del old

    with without_collecting():
        made_meanwhile = weakref.ref(Circle())
        kept = [object() for _ in range(10_000)]
        assert made_meanwhile() is not None

    assert kept
    assert made_meanwhile() is None
    assert left_before() is not None
    assert gc.isenabled()
