"""Personal data that a text plainly shows are masked, and nothing else."""

import pytest

from assistant.language.personal import MASKED_EMAIL, MASKED_PHONE, mask_personal, mask_values


@pytest.mark.parametrize(
    "phone",
    ["0612345678", "06 12 34 56 78", "06.12.34.56.78", "+33 6 12 34 56 78", "+33 (0)6 12 34 56 78", "0033612345678"],
)
def test_a_french_telephone_number_is_masked(phone: str) -> None:
    assert mask_personal(f"Tél. {phone}.") == f"Tél. {MASKED_PHONE}."


def test_an_address_is_masked() -> None:
    assert mask_personal("<jean-paul.o+x@mairie-x.gouv.fr>, merci") == f"<{MASKED_EMAIL}>, merci"


@pytest.mark.parametrize(
    "figure",
    [
        "12 000 000 €",
        "SIRET 21240322100018",
        "0,20 €/kWh",
        "01/02/2027",
        "article L2334-36",
        "24322",
        "3 000 K",
        "@mairie",
    ],
)
def test_a_figure_is_no_telephone_number(figure: str) -> None:
    assert mask_personal(figure) == figure


def test_the_texts_of_json_are_masked_at_any_depth() -> None:
    assert mask_values({"a": [1, None, {"b": "x@y.fr"}]}) == {"a": [1, None, {"b": MASKED_EMAIL}]}
