"""Another language for a course, from one English source: texts are cut out, and put back.

A **text** is a span of a source that is read as one piece: a paragraph, a heading, a comment, the
message of an assertion. Catalogs (gettext's PO files) hold each text and its translation.
"""
