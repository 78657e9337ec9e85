"""`autograder serve`: give verdicts to students who practise, as a service."""

import argparse
import contextlib
import importlib.util
import os

from ..outside.course import CourseFolder

NEEDED = ("uvicorn", "starlette", "httptools")


class NotInstalled(OSError):
    """What a service needs is not there; the message says how to get it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument("--host", help="where to listen (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, help="default: 8765")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="default: one a core"
    )
    parser.add_argument(
        "--trusted-proxies",
        default="127.0.0.1",
        metavar="ADDRESSES",
        help="proxies that say truly for whom they ask, separated by commas (default: 127.0.0.1)",
    )


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C.

    Raises:
        NotInstalled: the extra `serve` is missing.
    """
    check_installed()
    from ..outside.serving.server import address_of, prepared, server

    served = prepared(CourseFolder.at(options.course), max(1, options.workers))
    address = address_of(options.host, options.port)

    def ready() -> None:
        print(f"Verdicts are given at {address.url}", flush=True)
        print(f"The class right now:  {address.url}/class?key={served.key}", flush=True)

    running = server(served, address, options.trusted_proxies, ready)
    with contextlib.suppress(KeyboardInterrupt):  # raised again when everything is closed
        running.run()
    return 0 if running.started else 1


def check_installed() -> None:
    """Make sure that a service can be started.

    Raises:
        NotInstalled: the extra `serve` is missing.
    """
    if missing := [name for name in NEEDED if importlib.util.find_spec(name) is None]:
        raise NotInstalled(
            f"{missing[0]} is not installed: pip install 'autograder[serve]', or in a copy of this "
            "repository pip install -e './autograder[serve]'"
        )
