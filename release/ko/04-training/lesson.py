"""노트북에서 NumPy와 Matplotlib 외에 쓰는 것들입니다. 연습 문제에는 나오지 않습니다.

BLUE, RED, GREEN, GRAY는 색을 구별하기 어려운 사람도 구별할 수 있는 색입니다. `show`는 그림을 보여
주고, `once_solved`는 연습 문제를 풀 때까지 시연을 미루며, `works`는 풀이가 동작하는지 알려 줍니다.
확인이 실패하면 오류 메시지만 보여 줍니다.
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
        # 작은 그림에 이름표가 들어갈 여백
        "figure.subplot.left": 0.15,
        "figure.subplot.right": 0.97,
        "figure.subplot.bottom": 0.18,
        "figure.subplot.top": 0.9,
        "axes.titley": 1.0,
    }
)

for path in Path(__file__).parent.glob("*.ttf"):  # 번역본에만 있음: Matplotlib에 없는 글자
    fontManager.addfont(path)
    # 이 글꼴에는 굵은 글자가 없음. 이 줄이 없으면 경고가 나옴
    fontManager.ttflist.append(replace(fontManager.ttflist[-1], weight="bold"))
    plt.rcParams["font.family"] += [FontProperties(fname=path).get_name()]


def show(figure: Figure, alt: str) -> None:
    """그림을 보여 주고 닫습니다. `alt`는 그림을 볼 수 없는 사람을 위한 설명입니다."""
    for ax in figure.axes:
        for locator in (ax.xaxis.get_major_locator(), ax.yaxis.get_major_locator()):
            if isinstance(locator, AutoLocator):  # 그대로 두면 눈금이 열 개까지 생김
                locator.set_params(nbins=5, steps=[1, 2, 5, 10])
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    plt.close(figure)
    pixels = fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    png = BytesIO()
    # 256색으로 줄이면 그림의 크기와 압축 시간이 3분의 1로 줄어듦
    pixels.quantize(256, Quantize.FASTOCTREE, dither=Dither.NONE).save(png, "PNG")
    # HTML로 표시함. PNG로 표시한 그림의 대체 텍스트를 JupyterLab과 nbconvert는 모름
    html = f'<img alt="{escape(alt)}" src="data:image/png;base64,{b64encode(png.getvalue()).decode()}">'
    display({"text/html": html, "text/plain": alt}, raw=True)


@contextmanager
def once_solved(*exercises: str) -> Iterator[None]:
    """작성한 풀이를 쓰는 블록을 실행합니다. 풀이가 아직 동작하지 않으면 그렇다고 알리고 계속합니다.
    """
    try:
        yield
    except Exception as error:
        plt.close("all")
        print(f"이 셀에는 {', '.join(exercises)}의 풀이가 필요합니다. 문제를 푼 뒤 이 셀을 다시 실행하세요.")
        if not isinstance(error, NotImplementedError):
            print(f"문제가 생긴 곳: {type(error).__name__}: {error}{_place(error)}")


def works(check: Callable[[], object]) -> bool:
    """`check()`가 실행되고 그 결과가 참인지 알려 줍니다."""
    try:
        return bool(check())
    except Exception:
        return False


def _place(error: Exception) -> str:
    """예외가 함수를 지나왔다면, 지나온 노트북 코드의 마지막 줄입니다."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "ipykernel" in frame.filename and frame.name != "<module>":
            return f"\n  {frame.name}에서: {linecache.getline(frame.filename, frame.lineno or 0).strip()}"
    return ""


def _message_alone(shell, kind, error, trace, tb_offset=None):  # type: ignore[no-untyped-def]
    """실패한 확인의 메시지나 아직 비어 있는 함수의 이름만 보여 줍니다."""
    frames = traceback.extract_tb(trace)
    last = frames[-1]
    if kind is NotImplementedError and last.line == "raise NotImplementedError":
        while trace.tb_next:
            trace = trace.tb_next
        message = f"{trace.tb_frame.f_code.co_qualname}: 아직 작성하지 않았습니다."
    elif last.filename in [frame.filename for frame in frames if frame.name == "<module>"]:
        message = str(error)  # 셀 자체의 확인, 또는 그 셀의 함수
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
