"""The gallery: every page of the desktop as a picture, light and dark, at several scales."""
