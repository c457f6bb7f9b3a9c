"""The activities: one data file of inputs and one formula each."""
