"""The sentence for any refusal, of a rule or of the store."""

from zvhdesk.domain.refusals import Refusal
from zvhdesk.domain.store_refusals import StoreRefusal
from zvhdesk.ui.explain import explain as explain_rule
from zvhdesk.ui.explain_store import explain as explain_store


def explain(reason: Refusal | StoreRefusal) -> str:
    """What is the matter, and what to do now, in Dutch."""
    if isinstance(reason, StoreRefusal):
        return explain_store(reason)
    return explain_rule(reason).sentence
