"""The door: `dxplan` and its commands. Help and messages are Japanese; known failures are one message and a code."""

from flows.cli.app import app

__all__ = ["app"]
