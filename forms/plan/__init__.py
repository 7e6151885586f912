"""补短板: what would let a district pass – scratch copies, plans as files, and the least that mends it.

    offer = least_additions(raw, EVERYTHING, evaluate=again, prices=prices, spare=True)
    offer.after.passes, offer.steps

Nothing here touches a return. Exact throughout, as the evaluation is.
"""
