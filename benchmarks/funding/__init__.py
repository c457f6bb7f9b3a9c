"""What the search of aids is worth on judged requests, whether it proposes what is excluded, and how fast it answers."""
