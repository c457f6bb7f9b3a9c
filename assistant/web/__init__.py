"""The conversation page and the page of a passage: semantic HTML, one stylesheet, one module; no build step."""
