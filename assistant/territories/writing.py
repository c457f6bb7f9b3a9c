"""Whether a name is written as a place is, or is a common word or the name of something else."""

from assistant.territories.page import Cue, Name, Page, common_words, load_place_cues
from assistant.territories.words import without_article

SURE_LENGTH = 8  # a shorter single name («Lot», «Nord», «Manche») is also a common word: it must be capitalised
SHORTEST = 3  # letters of a commune written without capital: «Y» and «Eu» need one
MANY_WORDS = 3
LONGEST_ACRONYM = 4


def is_area(page: Page, name: Name) -> bool:
    """Whether a name that a département or a région bears means it: «le lot n° 2» and «au nord de la ville» do not."""
    if without_article(name.key) in load_place_cues().common_areas:
        is_told = _has_capital(page, name) or (page.is_request and page.follows_a_body(name.position))
        return is_told and not _is_a_direction(page, name)
    return len(page.written(name.position, name.length)) >= SURE_LENGTH or _has_capital(page, name) or page.is_request


def is_commune(page: Page, name: Name, *, is_qualified: bool) -> bool:
    """Whether a name that only communes bear means one.

    It must be capitalised; a single word must stand where a place does («à Gap», «habitants de Gap»), and a common one
    («Vert», «Plan») must be said to be a commune. A request may leave out capitals after «à» or «commune de».
    """
    if name.cue is Cue.BEARER or (follows_an_article(page, name) and not is_qualified):
        return False
    bare = without_article(name.key)
    is_common = bare in common_words()
    if not _has_capital(page, name):
        is_sure = not is_common and _is_sure_without_capital(page, name, bare)
        return page.is_request and (is_qualified or is_sure)
    if is_qualified or name.cue is Cue.COMMUNE:
        return True
    if page.is_shouted:
        return name.cue in {Cue.AT, Cue.OF} and not is_common
    if name.cue is Cue.AT:
        return not (is_common and _is_contracted(page, name))
    if " " in bare:
        return True
    if is_common or _is_an_acronym(page, name):
        return False
    return (name.cue is Cue.OF and _follows_its_article(page, name)) or (page.is_request and _is_apart(page, name))


def _is_apart(page: Page, name: Name) -> bool:
    """Whether a capitalised word is neither the first of a sentence nor the last of a longer name."""
    if page.words[name.position].start == 0:
        return page.stands_alone(name.position, name.length)
    return not page.follows_a_name(name.position)


def _is_sure_without_capital(page: Page, name: Name, bare: str) -> bool:
    if name.cue is Cue.COMMUNE or (name.cue in {Cue.AT, Cue.OF} and len(bare) >= SHORTEST):
        return True
    if page.stands_alone(name.position, name.length):
        return True
    words = bare.split()
    return len(words) >= MANY_WORDS or (len(words) > 1 and words[0] in {"saint", "sainte"})


def _has_capital(page: Page, name: Name) -> bool:
    """Whether the first word of a name, its article left out, has a capital."""
    article = len(name.key.split()) - len(without_article(name.key).split())
    is_written = page.keys[name.position] == name.key.split()[0]
    return page.is_capital(name.position + (article if is_written else 0))


def _is_contracted(page: Page, name: Name) -> bool:
    return page.keys[name.position] != name.key.split()[0]


def follows_an_article(page: Page, name: Name) -> bool:
    """Whether an article stands before a name that has none of its own: «au bio», «l'Anjou» are no communes."""
    return page.before(name.position) in load_place_cues().articles and not _is_contracted(page, name)


def _follows_its_article(page: Page, name: Name) -> bool:
    """Whether «du» or «des» before a name hold its article: «du Havre» does, «du Cognac» is no place."""
    return _is_contracted(page, name) or page.keys[name.position - 1] not in {"du", "des"}


def _is_an_acronym(page: Page, name: Name) -> bool:
    written = page.written(name.position, name.length)
    return written.isupper() and 1 < len(written) <= LONGEST_ACRONYM


def _is_a_direction(page: Page, name: Name) -> bool:
    """Whether the words around a name make of it a direction or a numbered lot."""
    before, after = page.before(name.position), page.after(name.position + name.length - 1)
    return after == "n" or after[:1].isdigit() or (before == "au" and after in load_place_cues().of)
