"""The bureau's side: roster, import, evaluation, what is sent back to schools."""
