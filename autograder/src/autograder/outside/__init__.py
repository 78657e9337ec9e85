"""What is trusted: the judge, the reference's answers, and the plug-ins for nbgrader.

Nothing here runs a student's code or touches a student's objects. Students' answers
arrive as plain data, are checked before they are believed, and are never unpickled.
"""
