"""The pages: semantic HTML in one frame, one stylesheet, small modules; every form works without them."""
