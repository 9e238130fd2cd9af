"""What another person needs to make this report again."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from smoulder.sections import Section, facts, join, paragraph

ORDER = 90


def section(assessment: Mapping[str, Any]) -> Section | None:
    """Command, versions and hashes; absent without a manifest."""
    manifest = assessment.get("manifest")
    if not manifest:
        return None
    packages = ", ".join(f"{name} {version}" for name, version in sorted((manifest.get("packages") or {}).items()))
    pairs: list[tuple[str, str | Markup]] = [
        ("smoulder", manifest.get("smoulder") or "not stated"),
        ("Python", manifest.get("python") or "not stated"),
        ("Packages", packages or "not stated"),
    ]
    if manifest.get("seed") is not None:
        pairs.append(("Random seed", str(manifest["seed"])))
    pairs += [
        (
            f"{each['source']} {each.get('version') or ''}".strip(),
            Markup("<code>{}</code>").format(each.get("sha256") or "no hash"),
        )
        for each in manifest.get("store_versions") or ()
    ]
    pairs.append(("Made at", manifest.get("made_at") or "not stated"))
    command = Markup('<pre tabindex="0"><code>{}</code></pre>').format(manifest.get("command") or "not stated")
    return Section(
        "manifest", "How to make this report again", join([paragraph("The command:"), command, facts(pairs)])
    )
