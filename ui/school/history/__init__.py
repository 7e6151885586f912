"""修改记录: what was changed, and the way back."""
