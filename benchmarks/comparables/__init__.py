"""How well past operations like a project are found, on descriptions and judgements of our own."""
