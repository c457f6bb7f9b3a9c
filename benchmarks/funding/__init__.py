"""What the search of aids is worth: its order on judged requests, what it wrongly proposes, its speed."""
