# Lays a page of its own over the feedback: full marks, and buttons that are none.
# must: earn what it solved; the pages show it as text or not at all
# points: all
# %% extra after variables-scatter

from IPython.display import HTML

HTML("""<style>body { display: none } .score { color: red }</style>
<div style="position: fixed; top: 0; left: 0; width: 100%; height: 100%; z-index: 9999">25 of 25 points</div>
<div class="panel nbgrader_cell" id="statusmessage"><input class="score" id="variables-tensor" value="5"></div>
<meta http-equiv="refresh" content="0; url=http://attack-runs/"><link rel=stylesheet href=//attack-runs>
<base href="http://attack-runs/"><img src="http://attack-runs/pixel.png">""")
