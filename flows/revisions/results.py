"""What a merge has to tell: each text with its place, what stood there, what stands there, and what was proposed."""

from flows.model import Value


class Told(Value):
    """A text of the plan, and what became of it."""

    id: str
    """The draft block's id; empty for a text of the staff's own."""
    place: str
    """Where it stands, for people."""
    section: str = ""
    """Section key."""
    sent: str = ""
    """What the machine had written there before."""
    staff: str = ""
    """What staff have there now; empty when it is not there."""
    proposed: str = ""
    """What the newest evidence says."""
    reason: str = ""
    code: str = ""
    """The comment that tells of it in the file: 更新-001."""


class Merged(Value):
    """The outcome of a merge (取込みの結果)."""

    kept: tuple[Told, ...] = ()
    """Staff's wording stands."""
    updated: tuple[Told, ...] = ()
    """New from the evidence, as tracked changes."""
    conflicts: tuple[Told, ...] = ()
    """Both changed: staff's text stands, both are shown in a comment."""
    added: tuple[Told, ...] = ()
    """Staff wrote it."""
    deleted: tuple[Told, ...] = ()
    """Staff removed it; it stays removed."""
    answered: tuple[Told, ...] = ()
    """要確認 that staff filled (庁内確認); each is in `kept` too."""
    pending: tuple[Told, ...] = ()
    """Earlier suggestions that nobody has decided on, left as they are."""
    moved: tuple[Told, ...] = ()
    """In another place in the new draft: `sent` and `proposed` are its neighbours before and now. Nothing was moved."""
    unmarked: tuple[Told, ...] = ()
    """Texts whose mark was lost, known again by their words or their place."""
    remarks: tuple[Told, ...] = ()
    """Comments of the staff's."""
    unchanged: int = 0
    """Texts that neither side changed."""
    changed_file: bool = False
    """Whether the file differs from the returned one at all."""
