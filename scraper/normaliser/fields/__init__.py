"""Facts a page states about its article: title, summary, topics, language, address, access."""
