"""Containment is an order: nothing contains what contains it, and what contains a territory contains all below it."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Territory, TerritoryLevel
from assistant.territories import Territories, load_territories

LEVELS = (TerritoryLevel.COMMUNE, TerritoryLevel.EPCI, TerritoryLevel.DEPARTMENT, TerritoryLevel.REGION)


@st.composite
def books(draw: st.DrawFn) -> list[Territory]:
    """Territories in layers, each with any parents of the layers above, some of which are not known."""
    made: list[Territory] = []
    above: list[str] = ["unknown"]
    for rank in range(len(LEVELS)):
        size = draw(st.integers(min_value=1, max_value=4))
        layer = []
        for number in range(size):
            parents = draw(st.lists(st.sampled_from(above), unique=True, max_size=3))
            code = f"{rank}-{number}"
            layer.append(Territory(code=code, name=code, level=LEVELS[-1 - rank], parents=tuple(parents)))
        made += layer
        above += [one.code for one in layer]
    return made


@given(books())
def test_containment_is_an_order(made: list[Territory]) -> None:
    book = Territories(made)
    for one in made:
        assert book.contains(one, one)
        for other in made:
            if book.contains(one, other) and book.contains(other, one):
                assert one == other
            for third in made:
                if book.contains(one, other) and book.contains(other, third):
                    assert book.contains(one, third)


@given(books())
def test_ancestors_are_what_contains(made: list[Territory]) -> None:
    book = Territories(made)
    for one in made:
        found = book.ancestors(one)
        assert {other.code for other in found} == {
            other.code for other in made if other != one and book.contains(other, one)
        }
        assert all(not book.contains(near, far) for place, far in enumerate(found) for near in found[:place])


@given(books())
def test_what_shares_ground_is_related_both_ways(made: list[Territory]) -> None:
    book = Territories(made)
    for one in made:
        assert one.code in book.related(one)
        for other in made:
            assert book.overlaps(one, other) == book.overlaps(other, one)
            if book.contains(one, other):
                assert other.code in book.related(one)
                assert one.code in book.related(other)


def test_every_shipped_territory_lies_in_europe() -> None:
    book = load_territories()
    europe = book.get("EU")
    for region in ("R11", "974", "988", "BCO", "AR42"):
        assert book.contains(europe, book.get(region))
