"""Two readings of one picture: whether a quote stands on a page read by OCR, nearly to the letter.

At most one letter in ten may differ (substituted, missing or too many), and no digit. Pieces of up to 300 letters are
looked for one by one: where eight letters in a row agree, the surroundings are aligned (edit distance, free ends).
"""

from collections.abc import Iterator

_LEAST = 0.9
_PIECE = 300
_SEED = 8
_MOST_PLACES = 8


def nearly_stands(wanted: str, page: str) -> bool:
    """Whether folded `wanted` stands on folded `page` but for one letter in ten and no digit."""
    pieces = [wanted[at : at + _PIECE] for at in range(0, len(wanted), _PIECE)]
    return bool(pieces) and all(
        any(_fits(piece, window) for window in _windows(piece, page)) for piece in pieces
    )


def _windows(piece: str, page: str) -> Iterator[str]:
    """Parts of the page in which the piece may stand."""
    slack = len(piece) // 10 + 1
    seen: set[int] = set()
    for at in range(0, max(1, len(piece) - _SEED + 1), _SEED):
        place = page.find(piece[at : at + _SEED])
        while place >= 0 and len(seen) < _MOST_PLACES:
            start = max(0, place - at - slack)
            if start not in seen:
                seen.add(start)
                yield page[start : start + len(piece) + 2 * slack]
            place = page.find(piece[at : at + _SEED], place + 1)


def _fits(piece: str, window: str) -> bool:
    """Edit distance with free ends; each cell holds (edits, where in the window the reading begins)."""
    row = [(0, column) for column in range(len(window) + 1)]
    for number, letter in enumerate(piece, 1):
        before, row = row, [(number, 0)]
        for column, other in enumerate(window, 1):
            swap = before[column - 1]
            row.append(
                min(
                    (swap[0] + (letter != other), swap[1]),
                    (before[column][0] + 1, before[column][1]),
                    (row[-1][0] + 1, row[-1][1]),
                )
            )
    edits, end = min((cell[0], column) for column, cell in enumerate(row))
    reading = window[row[end][1] : end]
    return edits <= len(piece) * (1 - _LEAST) and _digits(reading) == _digits(piece)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())
