"""The end of a run: all its files, in a folder that appears whole or not at all.

The Word files are read back and held against the draft before it does.
"""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flows import runs
from flows.persons import masked
from flows.polishing import record
from flows.preparing import confirmed_file
from flows.recording import Clock, Outcome, Work, outcome_of, plain, run_record
from flows.verification import check_cover, check_edges, check_file, check_summary
from flows.writers import docx, summary
from flows.writers.html import write_report
from flows.writers.xlsx import write_correspondence, write_hearing, write_measures


def write(work: Work, folder: Path, clock: Clock) -> Outcome:
    """All files of the run, moved to `folder` in one step when they are whole.

    Raises GateRefused when the finished Word file shows anything the draft does not vouch for.
    """
    with runs.writing(folder) as part:
        runs.write_json(part / runs.DOCUMENTS_NAME, [plain(document) for document in work.documents])
        runs.write_json(part / runs.PASSAGES_NAME, [plain(passage) for passage in work.passages])
        runs.write_json(
            part / runs.FACTS_NAME, [{"kind": type(fact).__name__, **plain(fact)} for fact in work.facts]
        )
        runs.write_json(part / runs.WORDING_NAME, [plain(found) for found in work.wording])
        if work.phrased is not None:
            runs.write_json(part / runs.PHRASING_NAME, record(work.request.writer, work.phrased))
        runs.write_json(part / runs.MAPPING_NAME, plain(work.mapping))
        runs.write_json(part / runs.DRAFT_NAME, plain(work.draft))
        told = confirmed_file(work.request.confirmed)
        if told is not None:
            shutil.copyfile(told, part / runs.CONFIRMED_NAME)
        # Both wait for programs of their own most of the time: LibreOffice counts pages while pages are drawn.
        with ThreadPoolExecutor(max_workers=2) as pool:
            drafted = pool.submit(clock.timed, "write", lambda: _draft_file(work, part / runs.DOCX_NAME))
            beside = pool.submit(clock.timed, "companions", lambda: _companions(work, part))
        drafted.result()
        beside.result()
        outcome = outcome_of(work, folder, clock)
        runs.write_json(part / runs.RUN_NAME, run_record(work, outcome, clock, part))
    return outcome


def _draft_file(work: Work, path: Path) -> None:
    """素案.docx, read back and held against the draft."""
    docx.write(
        work.draft,
        path,
        edition=work.edition,
        paginate=docx.count_pages,
        manner=work.context.manner,
        layout=work.layout,
    )
    shown = docx.read_back(path)
    check_file(shown, work.draft)
    check_cover(shown, work.edition)
    check_edges(docx.read_edges(path), work.draft)


def _companions(work: Work, part: Path) -> None:
    """The files beside the draft: lists, the hearing sheet, the report with pictures of the cited pages."""
    draft, edition, mapping = work.draft, work.edition, work.mapping
    write_correspondence(part / runs.CORRESPONDENCE_NAME, draft, mapping, work.passages, edition)
    write_measures(
        part / runs.MEASURES_NAME,
        draft,
        work.measures,
        facts=work.facts,
        mapping=mapping,
        passages=work.passages,
        edition=edition,
    )
    write_hearing(
        part / runs.HEARING_NAME,
        draft,
        edition,
        mapping=mapping,
        facts=work.facts,
        passages=work.passages,
        measures=work.measures,
    )
    summary.write(part / runs.SUMMARY_NAME, draft, edition, manner=work.context.manner, layout=work.layout)
    path = part / runs.SUMMARY_NAME
    check_summary(docx.read_back(path), draft, summary.own_words(draft))
    check_edges(docx.read_edges(path), draft)
    files = {
        document.source.sha256: job.path for document, job in zip(work.documents, work.jobs, strict=True)
    }
    write_report(
        part / runs.REPORT_NAME,
        draft,
        mapping=mapping,
        documents=[masked(document) for document in work.documents],
        files=files,
        edition=edition,
        findings=work.findings,
    )
