"""A configured language model proposes facets of a request; what its words do not say is dropped."""

import json
from datetime import date

from assistant.funding import model_proposer, understand
from assistant.services import Services
from assistant.settings import Settings
from evals.endpoint import Reply, serve

ON = date(2026, 11, 25)
QUERY = "On voudrait mettre des panneaux au-dessus de la salle polyvalente"


def test_what_a_model_proposes_without_the_words_of_the_request_is_dropped_and_told(services: Services) -> None:
    proposed = [{"facet": "beneficiary", "value": "commune", "words": "notre commune du Lot"}]
    with serve(lambda body: Reply(json.dumps({"facets": proposed}))) as server:
        settings = Settings(llm_base_url=server.url, llm_model="essai")
        request = understand(QUERY, territories=services.territories, on=ON, proposer=model_proposer(settings))
    (asked,) = server.requests
    assert QUERY in str(asked["messages"])
    assert request.beneficiary is None
    assert any("notre commune du Lot" in remark.message for remark in request.remarks)


def test_a_model_that_fails_leaves_what_the_text_says(services: Services) -> None:
    with serve(lambda body: Reply(status=500, raw=b"{}")) as server:
        settings = Settings(llm_base_url=server.url, llm_model="essai", llm_timeout_seconds=2)
        request = understand(
            "commune de 800 habitants", territories=services.territories, on=ON, proposer=model_proposer(settings)
        )
    assert request.population == 800
    assert any("modèle" in remark.message for remark in request.remarks)
