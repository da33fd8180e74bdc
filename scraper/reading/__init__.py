"""Reading: bytes -> blocks. ``document.read`` is the door; each file here is one step."""
