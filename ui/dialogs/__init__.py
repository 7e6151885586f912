"""Windows that ask and wait for the answer, and questions that come in several places."""
