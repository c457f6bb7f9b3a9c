"""The conversation page: semantic HTML, one stylesheet, one module; no build step, nothing from elsewhere."""
