"""A real browser on a real JupyterLab: Debian's Chromium, driven by Playwright."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PROGRAMS = Path(sys.executable).parent
needs_a_browser = pytest.mark.skipif(
    CHROMIUM is None or find_spec("playwright") is None,
    reason="a browser test: it needs Chromium (apt install chromium) and Playwright",
)
SECONDS = 180  # until a server answers or a page has what is waited for, on a busy machine


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """A page of a new browser."""
    from playwright.sync_api import sync_playwright  # where it is missing, the tests are skipped

    with sync_playwright() as playing:
        opened = playing.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = opened.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(1000 * SECONDS)
        page.route("**/*", _this_machine_only)
        try:
            yield page
        finally:
            opened.close()


def _this_machine_only(route: Any) -> None:
    """A page that needs another host is a page that a lecture hall cannot open."""
    if urlsplit(route.request.url).hostname in ("localhost", "127.0.0.1", None):
        route.continue_()


@contextlib.contextmanager
def jupyter(folder: Path, own: Path) -> Iterator[str]:
    """JupyterLab on a folder; gives its address.

    Args:
        folder: what it serves, and where it runs.
        own: a folder for its own files, so that it finds nobody's configuration.
    """
    names = ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "HOME")
    environment = {**os.environ, **{name: str(own / name.lower()) for name in names}}
    environment["PATH"] = os.pathsep.join([str(PROGRAMS), os.environ.get("PATH", "")])
    for name in names:
        (own / name.lower()).mkdir(parents=True, exist_ok=True)
    options = ["--no-browser", "--port=0", "--IdentityProvider.token=", "--allow-root"]
    command = [sys.executable, "-m", "jupyterlab", *options, "--LabApp.news_url=None"]
    with (own / "log.txt").open("w") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
    try:
        yield _address(own / "jupyter_runtime_dir", server, own / "log.txt")
    finally:
        server.terminate()
        try:
            server.wait(timeout=2)
        except subprocess.TimeoutExpired:  # it waits for connections that the browser left open
            server.kill()
            server.wait()


def _address(runtime: Path, server: subprocess.Popen, log: Path) -> str:
    """Where a server that is starting answers."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and server.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(ValueError):  # half written
                return str(json.loads(path.read_text())["url"]).rstrip("/")
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab has not started: {log.read_text()[-2000:]}")
