# Hides scripts in the metadata of outputs, where pages expect a width.
# must: earn what it solved; the pages show it as text or not at all
# points: all
# %% extra after variables-scatter

from IPython.display import display

pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
evil = {"width": "1 onload=alert('attack-runs')", "height": "1 onload=alert('attack-runs')",
        "alt": "\" onload=alert('attack-runs') x=\"", "unconfined": "onload=alert(1)"}
display({"image/png": pixel}, metadata={"image/png": evil}, raw=True)
display({"image/jpeg": pixel + "\" onload=alert('attack-runs')"}, metadata={"image/jpeg": evil}, raw=True)
display({"image/png": pixel}, metadata={"filenames": {"image/png": "x\" onerror=alert('attack-runs')"}}, raw=True)
display({"text/html": "<b>x</b>"}, metadata={"text/html": {"isolated": "<script>"}, "width": evil}, raw=True)
