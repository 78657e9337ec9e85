"""A real PostgreSQL server for tests, on its own port and in its own folder."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "not-to-be-shown"


def programs() -> Path:
    """The folder of the server's programs, the newest there is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("PostgreSQL's server is not installed (initdb)")
    return found[-1].parent if found else Path(str(on_path)).parent


def _version(path: Path) -> int:
    return int(path.parents[1].name.split(".")[0])


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """A PostgreSQL server; its port. It listens on this machine only."""
    bin_folder = programs()
    folder = Path(tempfile.mkdtemp())  # short, because a socket's path must be
    # The server refuses to run as root.
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        owner = next((u for u in pwd.getpwall() if u.pw_name == "postgres"), None)
        owner = owner or pwd.getpwnam("nobody")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def run(*command: object) -> None:
        subprocess.run(
            [str(word) for word in command],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **user,
        )

    (folder / "password").write_text(PASSWORD)
    data = folder / "data"
    run(
        bin_folder / "initdb",
        *("-D", data, "-U", "teacher", "--auth=scram-sha-256", f"--pwfile={folder}/password"),
        *("--encoding=UTF8", "--locale=C", "--no-sync"),
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
    try:
        run(
            *(bin_folder / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options),
            *("-w", "-t", 60, "start"),
        )
        yield port
    finally:
        run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)
