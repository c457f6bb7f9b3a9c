"""Comparable operations on a terminal."""

from assistant.comparables import ComparablesAnswer, group_text, operation_text, statement

GROUPS = {
    "by_scheme": "Par dispositif",
    "by_department": "Par département",
    "by_region": "Par région",
    "by_year": "Par année",
}
LARGEST = 5  # groups of a kind shown


def comparables_text(answer: ComparablesAnswer) -> str:
    """The statement, the operations most alike, then the groups."""
    lines = list(statement(answer))
    for rank, similar in enumerate(answer.operations, start=1):
        title = " ".join(similar.operation.title.split())
        lines += ["", f"{rank}. {title}", f"   {operation_text(similar)}"]
    for name, groups in answer.breakdown:
        if groups:
            lines += ["", f"{GROUPS[name]} :", *(f"  - {group_text(group)}" for group in groups[:LARGEST])]
        if len(groups) > LARGEST:
            lines.append(f"  (et {len(groups) - LARGEST} autres : --json les donne)")
    return "\n".join(lines)
