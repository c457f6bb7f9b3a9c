"""An address holds the whole state of a page: what is read from it gives it back."""

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from assistant.plans import CostRow, GrantRow, LoanRow, PlanDraft
from assistant.web.funding_query import AidsQuery

# What the page keeps of a text: one line, without the spaces around.
texts = st.text(max_size=60).map(lambda text: " ".join(text.replace("\0", " ").split()))
costs = st.builds(CostRow, label=texts, amount_excl_tax=texts, vat_rate=texts)
grants = st.builds(GrantRow, aid=texts, label=texts, rate_percent=texts, lines=st.sampled_from(["", "0", "0 1"]))
loans = st.builds(LoanRow, label=texts, amount=texts)
drafts = st.builds(
    PlanDraft,
    title=texts,
    territory=texts,
    costs=st.lists(costs, max_size=4).map(tuple),
    grants=st.lists(grants, max_size=3).map(tuple),
    loans=st.lists(loans, max_size=2).map(tuple),
)


@given(drafts)
def test_the_address_of_a_plan_gives_the_plan_back(draft: PlanDraft) -> None:
    assert PlanDraft.from_address(draft.query()) == draft


def test_the_address_of_a_search_gives_the_search_back() -> None:
    query = AidsQuery(
        q="éclairage & « LED » ?",
        stated=(("territory", "24"), ("amount", "310 000")),
        without=("population",),
        filters=(("verdict", "convient"), ("financer", "Préfectures"), ("financer", "ADEME")),
        closed=True,
        page=2,
        chosen=("detr", "dsil"),
        plan="title=%C3%89cole&costs-0-label=Travaux",
    )
    assert AidsQuery.read(QueryParams(urlsplit(query.address(page=2)).query)) == query


def test_a_changed_search_starts_again_from_its_first_page() -> None:
    query = AidsQuery(q="école", page=3)
    assert "page" not in dict(parse_qsl(urlsplit(query.address(closed=True)).query))


def test_a_facet_that_is_taken_away_is_neither_stated_nor_understood() -> None:
    query = AidsQuery(q="école", stated=(("territory", "24"), ("amount", "5")))
    read = AidsQuery.read(QueryParams(urlsplit(query.without_facet("territory")).query))
    assert read.stated == (("amount", "5"),)
    assert read.without == ("territory",)


def test_what_an_address_says_wrong_is_left_out() -> None:
    read = AidsQuery.read(QueryParams("q=école&page=-3&closed=maybe&verdict=&unknown=1"))
    assert read == AidsQuery(q="école")


def test_lines_that_an_aid_pays_follow_the_rows_that_move_up() -> None:
    draft = PlanDraft(
        costs=tuple(CostRow(label=label) for label in ("étude", "travaux", "mobilier")),
        grants=(GrantRow(aid="detr", lines="0 1 2"), GrantRow(aid="dsil", lines="0")),
    )
    left = draft.without_row("costs", 0)
    assert [row.label for row in left.costs] == ["travaux", "mobilier"]
    assert [row.lines for row in left.grants] == ["0 1", ""]


def test_an_aid_is_in_a_plan_once() -> None:
    row = GrantRow(aid="detr", label="DETR")
    draft = PlanDraft().with_aid(row).with_aid(row)
    assert draft.slugs == ("detr",)
    assert draft.without_aid("detr").slugs == ()
