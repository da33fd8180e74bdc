"""Cut Document -> article. The doors, and the folders behind them:

    metadata.read_metadata    fields/    title, section, language, access and the other facts of a page
                              people/    who wrote it
                              times/     when it was published and last changed
    captions.read_figures     pictures/  pictures and videos with caption and credit
    body.lay_out              layout/    blocks: paragraphs, lists, quotes, tables, code
    assemble.normalise        ``verdict``, ``fingerprint`` and ``text`` finish the article

``wordlist`` reads the word lists in ``words/``; ``folding`` holds the forms in which texts are compared.
"""
