"""Measure how many estimates a second one core makes, with uncertainty and trace, for each activity on its example.

Run: ``python -m benchmarks.footprint``. The time is that of the processor, so that a busy machine does not count.
"""

from time import process_time

from assistant.calculators.footprint import ActivityDescription, all_activities, estimate

SECONDS = 0.3  # of processor for each measure
REPEATS = 3
GOAL = 2_000


def main() -> None:
    """Print the rate of each activity, the slowest first, and that of one estimate of each."""
    rates = {activity.id: rate(activity) for activity in all_activities()}
    for name, found in sorted(rates.items(), key=lambda item: item[1]):
        print(f"{name:24}{found:8.0f}/s{'' if found >= GOAL else '  under the goal'}")
    whole = len(rates) / sum(1 / found for found in rates.values())
    reached = sum(found >= GOAL for found in rates.values())
    print(f"\n{whole:.0f} estimates/s over all; {reached} of {len(rates)} activities reach {GOAL}/s")


def rate(activity: ActivityDescription) -> float:
    """Estimates a second on the example of an activity: the best of some measures."""
    estimate(activity.id, activity.example)  # reads the tables
    return max(_once(activity) for _ in range(REPEATS))


def _once(activity: ActivityDescription) -> float:
    count, start = 0, process_time()
    while (spent := process_time() - start) < SECONDS:
        estimate(activity.id, activity.example)
        count += 1
    return count / spent


if __name__ == "__main__":
    main()
