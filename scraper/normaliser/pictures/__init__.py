"""Pictures and videos of the article, with their captions and credits."""
