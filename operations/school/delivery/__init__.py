"""The signed package goes to the bureau, and what the bureau sends back is read."""
