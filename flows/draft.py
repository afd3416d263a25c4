"""The draft as a Prefect flow: a document is the unit of a task, every later stage a task of its own.

Tasks run on threads; reading a document happens in a subprocess, which is the only hard time limit there is. Nothing is
cached or persisted by Prefect: results live in the run's folder alone.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, TypeVar, cast

from flows import pipeline, prefect_home
from flows.preparing import Request
from flows.recording import Outcome

_HOME = prefect_home.settle()

from prefect import flow, task  # noqa: E402 (Prefect reads its settings when it is imported)
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.server.api.server import SubprocessASGIServer  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

T = TypeVar("T")
R = TypeVar("R")
Tell = Callable[[str, int, int], None]

_tell: ContextVar[Tell] = ContextVar("tell", default=lambda name, done, of: None)


@task(cache_policy=NO_CACHE, persist_result=False)
def carry_out(work: Callable[[], Any]) -> Any:
    """One step of the pipeline."""
    return work()


class Tasks:
    """Steps as Prefect tasks."""

    def step(self, name: str, work: Callable[[], R]) -> R:
        """One task, waited for."""
        _tell.get()(name, 0, 0)
        return cast(R, carry_out.with_options(name=name)(work))

    def each(
        self, name: str, work: Callable[[T], R], items: Sequence[T], label: Callable[[T], str]
    ) -> list[R]:
        """A task for each item, side by side."""
        tell = _tell.get()
        futures = [
            carry_out.with_options(name=f"{name}：{label(item)}").submit(partial(work, item))
            for item in items
        ]
        results = []
        for done, future in enumerate(futures):
            tell(f"{name}：{label(items[done])}", done, len(items))
            results.append(future.result())
        return results


@flow(
    name="素案の作成",
    persist_result=False,
    task_runner=ThreadPoolTaskRunner(max_workers=os.cpu_count() or 1),  # type: ignore[arg-type]
)
def draft(request: Request) -> Outcome:
    """Draft a plan from a folder of documents."""
    return pipeline.draft(request, Tasks())


def run(request: Request, *, tell: Tell, verbose: bool = False) -> Outcome:
    """Run the flow. Raises what the pipeline raises."""
    prefect_home.settle(verbose=verbose)
    tell("Prefectの準備（数秒から十数秒かかります）", 0, 0)
    with telling(tell), embedded_server():
        result = draft(request, return_state=True).result(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    return result


@contextmanager
def telling(tell: Tell) -> Iterator[None]:
    """Say how steps go on to `tell`."""
    told = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(told)


@contextmanager
def embedded_server() -> Iterator[None]:
    """Prefect's server as a child of this process, noted so that it can be ended should this process be killed."""
    if prefect_home.own_server():
        yield
        return
    server = SubprocessASGIServer()
    server.start()
    if server.server_process is not None:
        prefect_home.note_server(_HOME, server.server_process.pid)
    try:
        yield
    finally:
        server.stop()
        prefect_home.forget_server(_HOME)
