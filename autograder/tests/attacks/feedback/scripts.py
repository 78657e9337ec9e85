# Displays scripts as HTML, as JavaScript, in Markdown and in pictures.
# must: earn what it solved; the pages show it as text or not at all
# points: all
# %% extra after variables-scatter

from IPython.display import HTML, SVG, Javascript, Markdown, display

script = "<script>alert('attack-runs')</script>"
svg = f"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(`attack-runs`)'>{script}</svg>"
display(HTML(script + "<img src=x onerror=alert('attack-runs')>"))
display(HTML("<a href='javascript:alert(`attack-runs`)'>click</a><svg onload=alert('attack-runs')>"))
display(Javascript("alert('attack-runs')"), SVG(svg), Markdown(script + svg))
display(HTML("<iframe srcdoc='<script>alert(`attack-runs`)</script>'></iframe>"))
display(HTML("<form action='//attack-runs'><button formaction='javascript:alert(1)'>Full credit</button>"))
display({"text/html": svg, "image/svg+xml": svg, "text/latex": script}, raw=True)
display({"application/vnd.jupyter.widget-view+json": {"model_id": script}}, raw=True)
