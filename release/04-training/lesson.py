"""What the notebooks use besides NumPy and Matplotlib. No exercise is about it.

BLUE, RED, GREEN and GRAY are colors that color-blind readers can tell apart. `show` displays a
figure, `once_solved` has a demonstration wait for an exercise, and `works` says whether a solution
works. A check that fails shows its message alone.
"""

import linecache
import textwrap
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from IPython import get_ipython
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ticker import AutoLocator
from PIL.Image import Dither, Quantize, fromarray

BLUE, RED, GREEN, GRAY = "#0072B2", "#D55E00", "#009E73", "#767676"

plt.rcParams.update(
    {
        "axes.spines.top": False,
        "axes.spines.right": False,
        "legend.frameon": False,
        # Margins that leave room for the labels of a small figure.
        "figure.subplot.left": 0.15,
        "figure.subplot.right": 0.97,
        "figure.subplot.bottom": 0.18,
        "figure.subplot.top": 0.9,
        "axes.titley": 1.0,
    }
)

for path in Path(__file__).parent.glob("*.ttf"):  # beside a translation: letters Matplotlib lacks
    fontManager.addfont(path)
    # It has no bold letters of its own: without this, a warning would say so.
    fontManager.ttflist.append(replace(fontManager.ttflist[-1], weight="bold"))
    plt.rcParams["font.family"] += [FontProperties(fname=path).get_name()]


def show(figure: Figure, alt: str) -> None:
    """Display a figure and close it; `alt` describes it to those who cannot see it."""
    for ax in figure.axes:
        for locator in (ax.xaxis.get_major_locator(), ax.yaxis.get_major_locator()):
            if isinstance(locator, AutoLocator):  # it would draw up to ten ticks
                locator.set_params(nbins=5, steps=[1, 2, 5, 10])
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    plt.close(figure)
    pixels = fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    png = BytesIO()
    # With 256 colors a picture takes a third of the bytes, and of the time to pack it.
    pixels.quantize(256, Quantize.FASTOCTREE, dither=Dither.NONE).save(png, "PNG")
    # As HTML: JupyterLab and nbconvert know no alt text for a picture that is displayed as PNG.
    html = f'<img alt="{escape(alt)}" src="data:image/png;base64,{b64encode(png.getvalue()).decode()}">'
    display({"text/html": html, "text/plain": alt}, raw=True)


@contextmanager
def once_solved(*exercises: str) -> Iterator[None]:
    """Run a block that uses your solutions; where they do not work yet, say so and go on."""
    try:
        yield
    except Exception as error:
        plt.close("all")
        print(f"This needs {' and '.join(exercises)}. Once solved, run this cell again.")
        if not isinstance(error, NotImplementedError):
            print(f"What went wrong: {type(error).__name__}: {error}{_place(error)}")


def works(check: Callable[[], object]) -> bool:
    """Whether `check()` runs and is true."""
    try:
        return bool(check())
    except Exception:
        return False


def _place(error: Exception) -> str:
    """The last line of a notebook that an error went through, if it went through a function."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "ipykernel" in frame.filename and frame.name != "<module>":
            return f"\n  in {frame.name}: {linecache.getline(frame.filename, frame.lineno or 0).strip()}"
    return ""


def _message_alone(shell, kind, error, trace, tb_offset=None):  # type: ignore[no-untyped-def]
    """Show the message of a check that fails, or which function is still blank, and no more."""
    frames = traceback.extract_tb(trace)
    last = frames[-1]
    if kind is NotImplementedError and last.line == "raise NotImplementedError":
        while trace.tb_next:
            trace = trace.tb_next
        message = f"{trace.tb_frame.f_code.co_qualname} is not written yet."
    elif last.filename in [frame.filename for frame in frames if frame.name == "<module>"]:
        message = str(error)  # the cell's own check, or a function of that cell's
    else:
        message = ""
    if not message:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return
    lines = f"{kind.__name__}: {message}".splitlines()
    wrapped = [textwrap.fill(line, 83, break_long_words=False) for line in lines]
    shell._showtraceback(kind, error, wrapped)


if shell := get_ipython():
    shell.set_custom_exc((AssertionError, NotImplementedError), _message_alone)
