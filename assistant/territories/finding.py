"""Find the territories that a text names: the longest name at each word, kept when it is written as a place is."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from assistant.domain import TerritoryLevel
from assistant.territories.designations import load_designations
from assistant.territories.numbers import announced_postcodes, named_by_number
from assistant.territories.page import Cue, Name, Page
from assistant.territories.resolution import Doubt, Mention
from assistant.territories.resolving import GROUPED, Resolver
from assistant.territories.words import LINKS
from assistant.territories.writing import follows_an_article, is_area, is_commune

REMEMBERED = 8192  # texts
LONGEST_ACRONYM = 3  # letters: «CC», «CA»; in lower case they are other words
AREAS = frozenset({TerritoryLevel.DEPARTMENT, TerritoryLevel.REGION, TerritoryLevel.OVERSEAS})
FORMER_REGION = "AR"  # begins the code of those of before 2016: «en Alsace» is said in a request
SOUGHT = AREAS | GROUPED | {TerritoryLevel.COMMUNE}
LONGEST_GROUPED = 16  # words of the name of an EPCI, its kind included
CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
QUALIFIED = re.compile(r"\s*\(\s*(?P<inner>[^()\n]{2,30}?)\s*\)|[ ,]{1,2}(?P<postcode>\d{5})\b")
POSTCODE_BEFORE = re.compile(r"(?<!\d)\d{5} $")


class Found(NamedTuple):
    """The territories that a text names, in order, and its names that have several meanings."""

    mentions: tuple[Mention, ...]
    doubts: tuple[Doubt, ...]


class Finder:
    """Reads texts."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._index = resolver.index
        self._territories = resolver.territories
        self.mentions = lru_cache(REMEMBERED)(self._mentions)

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        """What a text that is no request certainly names, remembered: the same records come back."""
        return self.read(text).mentions

    def read(self, text: str, *, is_request: bool = False, may_end_with_number: bool = False) -> Found:
        """What a text names; a request also by the number of a département or a postcode."""
        page = Page(text, is_request=is_request)
        mentions, doubts = [], []
        position = 0
        while position < len(page.words):
            name = self._name_at(page, position)
            meant = self._meant(page, name) if name else []
            if name and meant:
                start, end = page.span(name.position, name.length)
                if len(meant) == 1:
                    mentions.append(Mention(territory=self._territories[meant[0]], start=start, end=end))
                else:
                    resolution = self._resolver.resolution(text[start:end], meant)
                    doubts.append(Doubt(resolution=resolution, start=start, end=end))
            is_read = name is not None and (meant or not any(self._is_sought(code, page) for code in name.codes))
            position = name.position + name.length if name and is_read else position + 1
        if is_request:
            numbers = named_by_number(text, self._resolver, may_end_with_one=may_end_with_number)
            known = [*((one.start, one.end) for one in mentions), *((one.start, one.end) for one in doubts)]
            new = [one for one in numbers if not any(one.start < end and start < one.end for start, end in known)]
            doubts += [one for one in new if one.resolution.is_ambiguous]
            mentions += [_mention(one) for one in new if not one.resolution.is_ambiguous]
        return self._settled(text, mentions, doubts)

    def _name_at(self, page: Page, position: int) -> Name | None:
        """The longest name that begins at a word."""
        key = page.keys[position]
        grouped = self._grouped_at(page, position) if key in load_designations().first_words else None
        if grouped:
            return grouped
        if key in CONTRACTED and position + 1 < len(page.words):
            contracted = self._contracted_at(page, position)
            if contracted:
                return contracted
        longest = self._index.longest.get(key, 0)
        count, found = self._index.longest_name(page.run(position, longest)) if longest else (0, "")
        if not count or not page.is_whole(position, count):
            return None
        return Name(position, count, found, self._index.names[found], page.cue(position))

    def _contracted_at(self, page: Page, position: int) -> Name | None:
        """A name whose article is contracted: «au Havre», «des Ulis»."""
        article = CONTRACTED[page.keys[position]]
        run = page.run(position, self._index.longest.get(article, 0))
        count, found = self._index.longest_name([article, *run[1:]])
        if count < 2 or not page.is_whole(position, count):
            return None
        return Name(position + 1, count - 1, found, self._index.names[found], page.cue(position + 1))

    def _grouped_at(self, page: Page, position: int) -> Name | None:
        """An EPCI named by its kind: «CC du Pays d'Ancenis», «l'agglo de Gap»."""
        run = page.run(position, LONGEST_GROUPED)
        levels, _ = load_designations().split(" ".join(run))
        if not levels & GROUPED or (len(run[0]) <= LONGEST_ACRONYM and not page.written(position, 1).isupper()):
            return None
        skipped = load_designations().length(run)
        while skipped < len(run) - 1 and run[skipped] in LINKS:
            skipped += 1
        named = run[skipped:]
        if not named or not (page.is_request or page.is_capital(position + skipped)):
            return None
        count, core = self._index.longest_core(named)
        codes = [code for code in self._index.cores.get(core, []) if self._level(code) in GROUPED]
        if not codes:
            count, core = self._index.longest_name(named)
            codes = self._resolver.epci_around(self._index.names.get(core, []))
        return Name(position, skipped + count, core, codes, Cue.AREA) if codes else None

    def _meant(self, page: Page, name: Name) -> list[str]:
        """The codes that a name means where it stands; none when it is not written as a place is."""
        sought = [code for code in name.codes if self._is_sought(code, page)]
        if not sought or any(self._level(code) in GROUPED for code in sought):
            return sought
        kept, is_qualified = self._qualified(page, name, sought)
        communes = [code for code in kept if self._level(code) is TerritoryLevel.COMMUNE]
        areas = [code for code in kept if code not in communes]
        if communes and areas:
            kept = self._chosen(page, name, communes, areas)
        if all(code in communes for code in kept):
            return kept if is_commune(page, name, is_qualified=is_qualified) else []
        return self._resolver.meant(kept) if is_qualified or is_area(page, name) else []

    def _chosen(self, page: Page, name: Name, communes: list[str], areas: list[str]) -> list[str]:
        """Which of the communes, and the départements or régions of their name, the words before it point at."""
        meant = self._resolver.meant([*communes, *areas])
        is_island = any(code.startswith("97") for code in areas)
        if follows_an_article(page, name):
            return areas
        if name.cue is Cue.COMMUNE or (name.cue is Cue.AT and not is_island):
            return communes
        if name.cue in {Cue.INSIDE, Cue.AREA} and not set(meant) <= set(communes):
            return areas
        return meant

    def _qualified(self, page: Page, name: Name, codes: list[str]) -> tuple[list[str], bool]:
        """Those that lie where brackets or a postcode beside the name say, and whether anything does."""
        start, end = page.span(name.position, name.length)
        match = QUALIFIED.match(page.text, end)
        before = POSTCODE_BEFORE.search(page.text, max(0, start - 6), start)
        inner = (match["inner"] or match["postcode"]) if match else before[0].strip() if before else ""
        found = self._resolver.codes(f"{name.key} ({inner})") if inner else []
        kept = [code for code in found if code in codes]
        return (kept, True) if kept else (codes, False)

    def _settled(self, text: str, mentions: list[Mention], doubts: Iterable[Doubt]) -> Found:
        """The mentions in order, with the doubts that the other mentions decide, or a postcode that the text gives."""
        left = []
        around = list({mention.territory.code: mention.territory for mention in mentions}.values())
        postcodes = announced_postcodes(text)
        for doubt in doubts:
            codes = [one.code for one in doubt.resolution.candidates]
            lying = [self._resolver.within(codes, territory) for territory in around]
            lying += [self._resolver.by_postcode(codes, postcode) for postcode in postcodes]
            narrowed = next((kept for kept in lying if kept), codes)
            resolution = self._resolver.resolution(doubt.resolution.asked, narrowed)
            told = doubt.model_copy(update={"resolution": resolution})
            if resolution.is_ambiguous:
                left.append(told)
            else:
                mentions = [*mentions, _mention(told)]
        return Found(tuple(sorted(mentions, key=lambda mention: mention.start)), tuple(left))

    def _is_sought(self, code: str, page: Page) -> bool:
        return self._level(code) in SOUGHT or (page.is_request and code.startswith(FORMER_REGION))

    def _level(self, code: str) -> TerritoryLevel:
        return self._territories[code].level


def _mention(doubt: Doubt) -> Mention:
    """A doubt of which one meaning is left."""
    return Mention(territory=doubt.resolution.candidates[0], start=doubt.start, end=doubt.end)
