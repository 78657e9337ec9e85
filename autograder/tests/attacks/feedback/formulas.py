# Displays what a spreadsheet would compute.
# must: earn what it solved; the pages show it as text or not at all
# points: all
# %% extra after variables-scatter

print("=cmd|'/C calc'!A0")
print("@SUM(1+1)*cmd|'/C calc'!A0,=HYPERLINK(\"http://attack-runs\")")
"=1+1"
