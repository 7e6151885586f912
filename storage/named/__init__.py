"""What every store keeps under a name: values, bytes, whose form it is, what was seen."""
