"""Personal data that a text plainly shows, e-mail addresses and French telephone numbers, and how they are masked."""

import re

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d.,])(?:(?:\+|00)33[ .\u00a0\u202f-]?(?:\(0\))?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)")
MASKED_EMAIL = "[adresse électronique masquée]"
MASKED_PHONE = "[téléphone masqué]"


def mask_personal(text: str) -> str:
    """A text without its e-mail addresses and telephone numbers; names of people are not recognised, so they stay."""
    return PHONE.sub(MASKED_PHONE, EMAIL.sub(MASKED_EMAIL, text))


def mask_values(value: object) -> object:
    """JSON without the e-mail addresses and telephone numbers of its texts, whatever their depth."""
    if isinstance(value, str):
        return mask_personal(value)
    if isinstance(value, dict):
        return {name: mask_values(one) for name, one in value.items()}
    return [mask_values(one) for one in value] if isinstance(value, list | tuple) else value
