# Has the verdict repeat its markup and escapes: names, messages, values.
# must: lose that exercise; what the verdict repeats is text
# points: all but variables-scatter
# %% variables-scatter-solution
evil = "\x1b]0;owned\x07<script>alert('attack-runs')</script>\u202e' onload='alert(1)" * 20


class IndexedSlices:
    def __init__(self, *ignored, **more):
        error = type(evil, (RuntimeError,), {})
        raise error(evil)
