"""What kind of document a title names (文書の種類), for tables that carry no more than a title."""

from flows.mapping.spelling import canonical
from flows.mapping.vocabulary import Vocabulary
from flows.model import DocumentKind


def kind_of(title: str, words: Vocabulary) -> DocumentKind:
    """The kind of the first list in the vocabulary with a word that stands in the title."""
    text = canonical(title)
    return next(
        (kind for kind, cues in words.kinds.items() if any(cue in text for cue in cues)), DocumentKind.OTHER
    )
