"""Crawl jobs: discover, fetch politely, clean, write each article once. Read run.py first."""
