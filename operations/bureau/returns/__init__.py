"""The return of one school as the bureau keeps it, and reads it again from the signed bytes."""
