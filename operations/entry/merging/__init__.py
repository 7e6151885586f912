"""A filled template as a rehearsal: what it would change, what conflicts, what it leaves out.

Three texts meet in each cell: what the file says, what stands here, and what stood there when the
template was exported. Only what the file itself changed is taken; where both sides changed, the
person decides; what the file no longer has is taken away only if the person says so.
"""
