"""Stories that a page sends in the data of its scripts and does not print: found, chosen, and put into the tree.

    rescue      the one entrance: is the page nearly empty, and is its story in the data?
    scripts     script elements -> decoded JSON        rows      the same for React server components
    finding     decoded JSON -> Candidates             kinds     what the name of a node says
    markup      nodes of rich text -> HTML             prose     counting and comparing words
    claims      what the page says of itself           choosing  the one story that is this page's
    planting    the story becomes elements of the tree

Nothing here knows a site: only how such data is built.
"""
