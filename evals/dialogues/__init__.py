"""How well the offline planner understands: sixty conversations, each turn compared with what it should have done.

``python -m evals.dialogues`` plays them on the corpus that ships and prints the figures, with intervals.
"""
