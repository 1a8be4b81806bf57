"""The bill of materials of a release (CycloneDX 1.6): every library of the lock, with its hashes and its licence.

The same lock and version give the same bytes: no moment, no machine and no chance is in it but the commit's own time.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from typing import Any

REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
SERVERS, DEVELOPERS = "# postgresql\n", "# dev\n"
OURS = "AGPL-3.0-or-later"
LONGEST = 80
"""Of what stands under License: some put the whole text there."""


def bill(lock: str, version: str, at: int) -> str:
    """The bill of a version whose commit is of an instant, out of the text of requirements.lock."""
    served, _, servers = lock.partition(DEVELOPERS)[0].partition(SERVERS)
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.UUID(bytes=_sum(f'{version} {lock}'), version=4)}",
        "version": 1,
        "metadata": {
            "timestamp": f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}",
            "component": {**_named("besace", version), "type": "application", "licenses": [{"expression": OURS}]},
        },
        "components": [*_components(served, "required"), *_components(servers, "optional")],
    }
    return json.dumps(told, indent=1) + "\n"


def _sum(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]


def _components(lock: str, scope: str) -> Iterator[dict[str, Any]]:
    """The libraries of one part of the lock; one that is pinned twice, for two systems, is there twice."""
    for block in re.split(r"\n(?! )", lock):
        if match := REQUIREMENT.match(block):
            hashes = [{"alg": "SHA-256", "content": one} for one in sorted(set(HASH.findall(block)))]
            yield {
                **_named(*match.groups()),
                "type": "library",
                "scope": scope,
                "hashes": hashes,
                **_licensed(match[1]),
            }


def _named(name: str, version: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    return {"bom-ref": purl, "name": name, "version": version, "purl": purl}


def _licensed(name: str) -> dict[str, Any]:
    """What a library says of its licence; nothing where it is not installed here, or says nothing."""
    try:
        told: PackageMetadata = metadata(name)
    except PackageNotFoundError:
        return {}
    if expression := told.get("License-Expression"):
        return {"licenses": [{"expression": expression}]}
    classified = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    said = (told.get("License") or "").strip()
    names = classified or ([said] if said and len(said) <= LONGEST and "\n" not in said else [])
    return {"licenses": [{"license": {"name": one}} for one in names]} if names else {}
