"""Comments: threads, forms, counts, calls to log in. On forum pages posts are the content: "post" names no comment."""

from .engine.naming import comments_below
from .engine.rules import Cleaner, by_part, by_word, css, name, phrase

_FORMS = by_part("comment-form commentform comment-respond comment-reply reply-title akismet") + ", #respond"
_THREADS = by_part("comment-list commentlist comments-list comments-area disqus fb-comments comments-section")
_THREADS += ", " + by_part("comment-section comments-container wpdiscuz wpd-thread comment_list comments_list")
_THREADS += ", #comments, #comentarios, #commentaires, #kommentare, #reacties, #commenti, #komentarze, #yorumlar"

cleaner = Cleaner(
    "comments",
    "Comment threads and forms, counts, calls to log in and comment",
    (
        css("form-box", _FORMS, "a comment form", "certain"),
        css("thread", _THREADS, "a comment thread", bulky=True, posts=True),
        css("named", by_word("comments comment kommentare"), "named after comments", "hint", bulky=True, posts=True),
        phrase("heading", "the heading or a button of a comment section", where="whole", max_words=9, signals=2),
        phrase("call", "asks readers to comment", where="anywhere", max_words=15),
        phrase("form", "a text of comment forms", max_words=40, signals=2),
        phrase("policy", "the house rules for comments", where="anywhere", max_words=160, signals=2),
        phrase("count", "a number of comments", where="end", max_words=3, signals=2),
        name("below", comments_below, "stands below the heading of the comments", rank=2),
    ),
)
