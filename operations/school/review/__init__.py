"""What the principal reads before a return is signed: its answers, its verdicts, its largest changes."""
