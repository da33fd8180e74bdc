"""The review page: go through cases in a browser, on loopback alone, with keys. Needs the extra ``review``."""
