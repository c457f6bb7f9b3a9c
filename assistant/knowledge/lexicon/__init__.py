"""The words of citizens and town-hall agents against those of laws and forms: data for query expansion.

Three tables, read by ``load_lexicon``; adding a row needs no code, and ``tests/knowledge/test_lexicon.py`` checks it.

``plain_french.csv``: a plain expression, the official terms for the same idea, its domain.
    - One idea a row. The relation is true in general, outside any question, document or territory: a synonym, a near
      synonym, or the lay word for the official notion. What is only true sometimes stays out.
    - ``plain`` is what people say, in the singular or the infinitive, one to three content words. Two wordings of an
      idea are two rows, unless they keep the same words once stop words and endings are gone.
    - Those words alone must still carry the idea. «pourquoi cette décision» keeps only «décision», «marcher» has the
      stem of «marché», «campagne» is also electoral: such rows bring noise into other queries. Add a word («chambre
      d'hôtel») or give the row up. Words that any project uses («construire», «acheter», «aide») have no row.
    - ``administrative`` holds two to six terms separated by ``|``, most precise first. Each brings a stem that
      ``plain`` lacks: the index already unites «subvention» and «subventions». Deadlines, amounts and article numbers
      are facts to be cited, not words to search.

``acronyms.csv``: an acronym with its capitals, its expansion with accents and without commas, its domain, a note.
    - An acronym of several meanings has a row for each. Some are French words in lower case (SAGE, AMI): they
      are recognised by their capitals only.
    - Acronyms of two letters are there only when they are common, and none is a stop word («CET», «NOTRe»).
    - ``note`` begins with «mot courant» for those that are also French words, by the dictionary of Dicollecte; it says
      what replaced a dead scheme, and «vérifier» until the expansion has been read in a source.

``synonyms.csv``: words that official texts use for one another, whichever is asked («luminaire», «candélabre»), and
spellings that are other words for the index («télé-service», «téléservice»).
    - Symmetric: each member may stand for any other. The legal opposite is no synonym: «abrogation» (for the future)
      is not «retrait» (for the past), a pseudonym is not anonymity.
"""

from assistant.knowledge.lexicon.loader import (
    Acronym,
    Lexicon,
    LexiconDomain,
    PlainExpression,
    SynonymGroup,
    load_lexicon,
)

__all__ = ["Acronym", "Lexicon", "LexiconDomain", "PlainExpression", "SynonymGroup", "load_lexicon"]
