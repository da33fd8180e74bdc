"""``python -m scraper``."""

from .cli import main

if __name__ == "__main__":
    main()
