"""Make the pictures of the desk that the README and docs/desk.md show.

    python docs/screenshots.py [--folder docs/images]

The desk is opened over the example corpus by ``sayso serve`` (read the first time, which takes
about half a minute) and looked at with Chromium. Needs what ``make browser`` sets up.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browsers import ARGS, browser_path  # noqa: E402 - from the folder above

#: Where the pictures lie, and how many bytes one of them may have.
FOLDER, LARGEST = ROOT / "docs" / "images", 150_000

#: Of each picture the page, how wide and high it is looked at, and whether it is dark.
PICTURES = {
    "claims": ("/claims?status=denied", 1200, 800, "light"),
    "reading": ("/document?id={text}", 1200, 640, "light"),
    "story": ("/story?claim={story}", 1200, 760, "light"),
    "dyad": ("/dyad?first={first}&second={second}", 1200, 860, "light"),
    "network": ("/network", 1200, 1060, "light"),
    "contradictions": ("/contradictions", 1200, 800, "dark"),
    "narrow": ("/claims?status=threatened", 390, 780, "light"),
}


def subjects(page: Page, address: str) -> dict[str, str]:
    """What the pictures are of, as the desk itself ranks it: what is told most."""

    def told(path: str) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = page.request.get(address + path).json()
        return found

    accused = [one for one in told("/stories.json?least=3")["stories"] if one["accuser"]]
    first, second, _ = page.request.get(f"{address}/dyad.json").json()["pairs"][0]
    voices: dict[str, set[str]] = {}
    for one in told("/claims.json?type=ASSAULT&voice=person&voice=organization")["claims"]:
        key, _, _ = one["key"].rpartition(":")
        voices.setdefault(key, set()).add(json.dumps(one["claim"]["sayso"][-1]["name"]))
    text = max(sorted(voices), key=lambda key: len(voices[key]))
    return {
        "story": accused[0]["claim"], "first": first, "second": second,
        "text": text,
    }  # fmt: skip


def main() -> int:
    """Make the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    code = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", "0"]
    large = 0
    with (
        subprocess.Popen(  # noqa: S603 - our own command
            command, stderr=subprocess.PIPE, text=True, cwd=ROOT
        ) as process,
        sync_playwright() as playwright,
    ):
        try:
            said = next(line for line in process.stderr or () if "the desk is at" in line)
            address = said.rpartition(" ")[2].strip().rstrip("/")
            browser = playwright.chromium.launch(
                executable_path=browser_path(playwright), args=ARGS
            )
            found = subjects(browser.new_page(), address)
            for name, (path, width, height, scheme) in PICTURES.items():
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                    reduced_motion="reduce",
                )
                page.goto(address + path.format(**found), wait_until="networkidle")
                size = len(page.screenshot(path=folder / f"{name}.png"))
                print(f"{folder / name}.png {size:,} bytes")
                large += size > LARGEST
                page.close()
            browser.close()
        finally:
            process.terminate()
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
