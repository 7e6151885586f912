"""补短板: plans side by side, what is to be done, and the district before and after."""
