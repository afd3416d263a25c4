"""The merge as a Prefect flow: the new draft's stages are tasks as in flows.draft, the merge itself is one more."""

from collections.abc import Callable

from flows import prefect_home
from flows.draft import Tasks, embedded_server, telling
from flows.merging import MergeOutcome, MergeRequest
from flows.merging import merge as merge_plan

prefect_home.settle()

from prefect import flow  # noqa: E402 (Prefect reads its settings when it is imported)


@flow(name="加筆の取込み", persist_result=False)
def merge(request: MergeRequest) -> MergeOutcome:
    """Merge a returned file into the next draft."""
    return merge_plan(request, Tasks())


def run(
    request: MergeRequest, *, tell: Callable[[str, int, int], None], verbose: bool = False
) -> MergeOutcome:
    """Run the flow. Raises what the merge raises."""
    prefect_home.settle(verbose=verbose)
    tell("Prefectの準備（数秒から十数秒かかります）", 0, 0)
    with telling(tell), embedded_server():
        result = merge(request, return_state=True).result(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    return result
