"""The OpenAI face, with the official client and as chat interfaces call it."""
