"""两台电脑送审: review files out, answers back."""
