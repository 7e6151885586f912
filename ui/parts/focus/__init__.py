"""Where the keyboard is: hearing of it, holding its place, the order of Tab."""
