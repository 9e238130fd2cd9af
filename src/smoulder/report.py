"""The report: one HTML file that needs no network and no script, for a screen, a phone, a screen reader and paper."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from smoulder.errors import BadInput
from smoulder.registry import entries
from smoulder.sections import Section

ISOLATE = "\u2068{}\u2069"  # keeps a right-to-left name from turning the title around


def sections(assessment: Mapping[str, Any]) -> list[Section]:
    """The sections that have something to say, in their order."""
    order = entries("smoulder.sections", "ORDER")
    made = entries("smoulder.sections", "section")
    parts = (made[name](assessment) for name in sorted(made, key=lambda name: (order[name], name)))
    return [part for part in parts if part is not None]


def filled(template: str, **values: Any) -> str:
    """A page from its template; what came from outside is escaped."""
    pages = Environment(
        loader=PackageLoader("smoulder"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template(template).render(**values)


def render(assessment: Mapping[str, Any]) -> str:
    """An assessment (smoulder/assessment/1) as one HTML page."""
    return filled(
        "report.html",
        assessment=assessment,
        title=f"{ISOLATE.format(assessment['group']['name'])}, {ISOLATE.format(assessment['area'])}",
        sections=sections(assessment),
    )


def write(assessment: Mapping[str, Any], path: Path) -> None:
    """Write the report whole or not at all; raises BadInput as `save` does."""
    save(lambda: render(assessment), path)


def save(made: Callable[[], str], path: Path) -> None:
    """Write a page, which is made only once its place is known to be good, whole or not at all.

    Raises BadInput for another ending than .html, a folder that is not there, or a disk that refuses.
    """
    if path.suffix.lower() != ".html":
        raise BadInput(
            f"A report is written as .html: '{path.name}' ends otherwise. Name it, for example, report.html."
        )
    if not path.parent.is_dir():
        raise BadInput(f"The folder '{path.parent}' is not there: make it first, or write the report elsewhere.")
    if path.is_dir():
        raise BadInput(f"'{path}' is a folder: name a file in it, for example {path.name}/report.html.")
    page = made()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(page, encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise BadInput(f"The report '{path}' cannot be written: {error.strerror or error}.") from None
    finally:
        draft.unlink(missing_ok=True)
