"""Readers: a file as received becomes a Document (文書の読み取り).

    discover        which files of a folder are documents
    read            one document, in this process
    read_isolated   one document, in a process of its own with bounds on time and memory
    read_many       many documents, as many at once as there are processors

A bad document never raises and never stops another: it comes back without blocks and with a finding of severity
error that names the file and says what to do. Types are told by content (`sniffing`); every bound has its value
in `ReadOptions`. Readers of single types are imported only when a document needs them.
"""

from flows.readers.discovery import discover, relative_name
from flows.readers.dispatch import read
from flows.readers.isolation import read_isolated, read_many
from flows.readers.options import ReadOptions

__all__ = ["ReadOptions", "discover", "read", "read_isolated", "read_many", "relative_name"]
