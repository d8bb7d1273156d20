"""Reads points, fits a line and a parabola by hand and with NumPy, and compares the two."""
import statistics
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd


@dataclass(frozen=True, order=True)
class Point:
    x: float
    y: float
    kind: str = "a"


def read(lines):
    for line in lines:
        x, y, *kind = line.split()
        yield Point(float(x), float(y), *kind)


points = sorted(read(sys.stdin))
frame = pd.DataFrame(points)
mean_x, mean_y = statistics.fmean(frame.x), statistics.fmean(frame.y)
slope = sum((p.x - mean_x) * (p.y - mean_y) for p in points) / sum((p.x - mean_x) ** 2 for p in points)
line = np.polyfit(frame.x, frame.y, 1)
print(f"{slope:.6f} {line[0]:.6f} {np.isclose(slope, line[0])}")
print("parabola", *(f"{c:.4f}" for c in np.polyfit(frame.x, frame.y, 2)))
print(Counter(p.kind for p in points).most_common())
residuals = defaultdict(float)
for kind, group in groupby(sorted(points, key=lambda p: p.kind), key=lambda p: p.kind):
    for p in group:
        residuals[kind] += (p.y - np.polyval(line, p.x)) ** 2
print({kind: round(value, 6) for kind, value in residuals.items()})
print(frame.groupby("kind")[["x", "y"]].mean().round(3).to_string())
print(np.corrcoef(frame.x, frame.y).round(4))
