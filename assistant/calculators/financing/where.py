"""Where the owner is, as far as the rules care: its département."""

from assistant.calculators.financing.inputs import Owner

OVERSEAS_REGIONS = {"R01": "971", "R02": "972", "R03": "973", "R04": "974", "R06": "976"}
OVERSEAS_PREFIXES = ("97", "98")


def department_of(owner: Owner) -> str | None:
    """The code of the owner's département, None when its own code does not tell it (SIREN, metropolitan région)."""
    if owner.department:
        return owner.department
    code = owner.territory or ""
    if code.startswith("R"):
        return OVERSEAS_REGIONS.get(code)
    if len(code) == 9 or not code:
        return None
    return code[:3] if code.startswith(OVERSEAS_PREFIXES) else code[:2]


def is_overseas(owner: Owner) -> bool:
    """Whether the owner is in an overseas département or collectivity."""
    return (department_of(owner) or "").startswith(OVERSEAS_PREFIXES)
