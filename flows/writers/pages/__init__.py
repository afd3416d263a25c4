"""Pictures of source pages with the places of quotes on them (原典のページ画像).

    wanted pages, quotes ─ drawing (one process per document, with a clock) ─ worker (pypdfium2) ─ Picture…

A document that hangs or kills its worker costs its own pages only; those drawn before stay. Pictures are small (WebP)
and their number and total size are bounded; pages cited most come first.

Nothing is imported here: the worker starts once per document and must not pay for what it does not need.
"""
