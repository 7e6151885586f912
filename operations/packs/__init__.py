"""Form packs: the ones that come with the program, kept ready, and the tools of their authors."""
