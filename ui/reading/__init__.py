"""Reading a PDF in the window: pages, search, print."""
