"""From the files of an edition's folder to an Edition, with its references followed.

A group that says `same_as: "3.0"` takes that edition's items (through further `same_as`, never in a circle)
with its own mark: how sure we are that 第5.1版 lists them so is a matter of 第5.1版, not of where the words
were copied from; and an item is never marked surer than its origin. Titles of groups are inherited in the
same way. The files that all editions share (items.yaml, outline.yaml) are looked for in the edition's
folder, beside it, and last among the editions that ship, so that a copied folder works wherever it lies.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from flows.configuration import Mistake, read_configuration
from flows.editions.changes import less_sure
from flows.editions.files import (
    AboutItem,
    FrameworkFile,
    GroupFile,
    ItemsFile,
    OutlineFile,
    framework_mistakes,
    items_mistakes,
    outline_mistakes,
)
from flows.editions.names import editions_dir, find
from flows.model import (
    BadConfiguration,
    Edition,
    Group,
    Item,
    Outline,
    OutlineSection,
    StatedChange,
    TargetPeriod,
    Verification,
)

Titled = tuple[Group, str, Verification]


def load(name: str | Path, *, folder: Path | None = None) -> Edition:
    """An edition by name ("5.1", 第5.1版, 初版, "kanmin-data-1.0") or by the path of its folder.

    `folder` holds the editions to choose from, the shipped ones unless told. Raises UnknownEdition with the
    known ones, BadConfiguration with all mistakes of a file and their lines.
    """
    home = find(str(name), folder=folder)
    about = _about(home)
    file = _framework(home)
    items: list[Item] = []
    titles: list[Titled] = []
    for group in Group:
        if group in file.groups:
            found, titled = _group(home, file, group)
            items += found
            titles.append(titled)
    listed = {item.key for item in items}
    return Edition(
        framework=file.framework,
        name=file.edition,
        title=file.title,
        mark=file.mark,
        date=file.date.value,
        era_date=file.date.era,
        date_verification=file.date.verification,
        publisher=file.publisher,
        items=tuple(_described(item, about, listed) for item in items),
        group_titles=tuple(titles),
        outline=_outline(home, about),
        sources=file.sources,
        notes=tuple(note for note in (file.date.note, *file.notes, *_group_notes(file)) if note),
        previous=file.previous or "",
        document_url=file.document_url,
        period=TargetPeriod(**file.period.model_dump()) if file.period else None,
        stated_changes=tuple(StatedChange(**change.model_dump()) for change in file.changes),
    )


def _framework(home: Path) -> FrameworkFile:
    about = _about(home)

    def keys_are_known(file: FrameworkFile) -> list[Mistake]:
        return [
            (
                ("groups", group.value, "items", index, "key"),
                f"「{item.key}」は items.yaml にありません。そちらに short と needs を書いてください。",
            )
            for group, content in file.groups.items()
            for index, item in enumerate(content.items or ())
            if item.key not in about
        ]

    def references_lead_somewhere(file: FrameworkFile) -> list[Mistake]:
        return [
            (("groups", group.value, "same_as"), f"第{content.same_as}版が見つかりません。")
            for group, content in file.groups.items()
            if content.same_as and _sibling(home, file.framework, content.same_as) is None
        ]

    checks = (framework_mistakes, keys_are_known, references_lead_somewhere)
    return read_configuration(home / "framework.yaml", FrameworkFile, checks)


def _group(
    home: Path, file: FrameworkFile, group: Group, visited: tuple[Path, ...] = ()
) -> tuple[list[Item], Titled]:
    """The items and title of a group, `same_as` followed."""
    content = file.groups[group]
    if content.same_as is None:
        items = [
            Item(
                key=item.key,
                group=group,
                number=item.number,
                title=item.title,
                verification=item.verification or content.verification,
            )
            for item in content.items or ()
        ]
        return items, (group, content.title, content.title_verification or content.verification)
    origin = _sibling(home, file.framework, content.same_as)
    if origin is None or origin in visited:
        raise _circle(home, group)
    other = _framework(origin)
    if group not in other.groups:
        raise BadConfiguration(
            f"{home / 'framework.yaml'}: {group.value} の same_as が指す"
            f"第{content.same_as}版に、このグループがありません。",
            "same_as を直すか、items を書いてください。",
        )
    inherited, (_, title, title_mark) = _group(origin, other, group, (*visited, home))
    return (
        [_marked(item, content, content.same_as) for item in inherited],
        (
            group,
            content.title or title,
            content.title_verification or less_sure(content.verification, title_mark),
        ),
    )


def _marked(item: Item, content: GroupFile, origin: str) -> Item:
    return item.model_copy(
        update={
            "verification": less_sure(content.verification, item.verification),
            "taken_from": item.taken_from or origin,
        }
    )


def _circle(home: Path, group: Group) -> BadConfiguration:
    return BadConfiguration(
        f"{home / 'framework.yaml'}: {group.value} の same_as が巡って自分に戻ります。",
        "どれか一つの版に items(一覧)を書いてください。",
    )


def _described(item: Item, about: dict[str, AboutItem], listed: set[str]) -> Item:
    known = about[item.key]
    inside = (key for key, other in about.items() if other.part_of == item.key and key not in listed)
    return item.model_copy(
        update={
            "short": known.short,
            "needs": known.needs,
            "answered_by": known.answered_by,
            "includes": tuple(inside),
        }
    )


def _group_notes(file: FrameworkFile) -> list[str]:
    return [
        f"{content.title or group.value}: {content.note}"
        for group, content in file.groups.items()
        if content.note
    ]


def _about(home: Path) -> dict[str, AboutItem]:
    """What is known of each item: as shipped, then what lies beside the edition, then in its own folder."""
    about: dict[str, AboutItem] = {}
    for folder in dict.fromkeys((editions_dir(), home.parent, home)):
        if (folder / "items.yaml").is_file():
            check = partial(items_mistakes, known=tuple(about))
            about |= read_configuration(folder / "items.yaml", ItemsFile, (check,)).items
    return about


def _outline(home: Path, keys: Iterable[str]) -> Outline:
    check = partial(outline_mistakes, known=frozenset(keys))
    file = read_configuration(_shared(home, "outline.yaml"), OutlineFile, (check,))
    return Outline(
        sections=tuple(
            OutlineSection(
                key=section.key,
                title=section.title,
                level=section.level,
                topic=section.topics[0] if section.topics else "",
                repeat=section.repeat,
                needs=section.needs,
                topics=section.topics,
            )
            for section in file.sections
        )
    )


def _sibling(home: Path, framework: str, edition: str) -> Path | None:
    """Another edition of the same framework: beside this one, else among those that ship."""
    for root in (home.parent, editions_dir()):
        candidate = root / f"{framework}-{edition}"
        if (candidate / "framework.yaml").is_file():
            return candidate
    return None


def _shared(home: Path, name: str) -> Path:
    """A file that editions share: the edition's own, one beside its folder, or the shipped one."""
    for folder in (home, home.parent):
        if (folder / name).is_file():
            return folder / name
    return editions_dir() / name
