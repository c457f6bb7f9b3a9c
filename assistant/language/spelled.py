"""Numbers spelled out in French: «trois cent vingt», «deux millions», «quatre-vingt-dix-sept», «une centaine de»."""

import re
from decimal import Decimal

UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
HUNDREDS = frozenset({"cent", "cents"})
SCALES = {
    "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
}  # fmt: skip

ABOUT = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip

_WORD = "|".join(sorted({*UNITS, *TENS, *HUNDREDS, *SCALES}, key=len, reverse=True))
_SPELLED = rf"(?:{_WORD})(?:(?:[ -]|[ -]et[ -])(?:{_WORD}))*\b(?:\s+et\s+demie?\b)?"
_ABOUT = rf"(?:une|{_WORD})[ ](?:{'|'.join(ABOUT)})s?(?=[ ](?:de\b|d['’]))"
SPELLED = re.compile(rf"\b(?:{_ABOUT}|{_SPELLED})", re.IGNORECASE)

# A share said by a fraction, in percent; «un tiers» alone is a third party, «un quart d'heure» a time.
FRACTIONS = {
    "moitié": Decimal(50), "quart": Decimal(25), "trois quarts": Decimal(75), "tiers": Decimal("33.3"),
    "deux tiers": Decimal("66.7"), "sur deux": Decimal(50), "sur trois": Decimal("33.3"), "sur quatre": Decimal(25),
    "sur cinq": Decimal(20), "sur dix": Decimal(10),
}  # fmt: skip
FRACTION = re.compile(
    r"\b(?:la (?P<half>moitié)|(?:un|le) (?P<quarter>quart)(?! d['’]heure)|(?:les )?(?P<more>trois quarts|deux tiers)"
    r"(?! d['’]heure)|(?:un|le) (?P<third>tiers)(?= d(?:e|es|u|['’]))"
    r"|une? (?!fois\b|jour\b|an\b|mois\b)[^\W\d_]+ (?P<one>sur (?:deux|trois|quatre|cinq|dix)))\b",
    re.IGNORECASE,
)


def spelled_value(words: str) -> Decimal | None:
    """The value of a spelled-out number; None for a lone «un» or «une», an article, and for «milliards» alone."""
    tokens = [token for token in re.split(r"[ -]+", words.lower()) if token]
    half = tokens[-2:] in (["et", "demi"], ["et", "demie"])
    if half:
        tokens = tokens[:-2]
    if tokens in (["un"], ["une"], ["millions"], ["milliards"]):
        return None
    about = ABOUT.get(tokens[-1].rstrip("s"))
    if about:
        return (spelled_value(" ".join(tokens[:-1])) or Decimal(1)) * about
    total, group, scale = 0, 0, 1
    for token in tokens:
        if token in UNITS:
            group += UNITS[token]
        elif token in TENS:
            group += 76 if token.startswith("vingt") and group % 100 == 4 else TENS[token]
        elif token in HUNDREDS:
            group = max(group, 1) * 100
        elif token in SCALES:
            scale = SCALES[token]
            total, group = total + max(group, 1) * scale, 0
    value = Decimal(total + group)
    return value + Decimal(scale) / 2 if half else value
