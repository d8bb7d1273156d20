# The inner planets and two giants around a sun, stepped by velocity Verlet in plain floats.
from math import sqrt

STEPS = 50_000
DT = 0.002


def body(distance, speed, tilt, mass):
    return [distance, distance * tilt, distance * tilt * tilt, -speed * tilt, speed, speed * tilt * 0.5, mass]


BODIES = [
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.5],
    body(1.0, 6.28, 0.01, 0.00012),
    body(1.5, 5.1, 0.03, 0.00001),
    body(5.2, 2.75, 0.02, 0.037),
    body(9.5, 2.03, 0.04, 0.011),
]
PAIRS = [(a, b) for i, a in enumerate(BODIES) for b in BODIES[i + 1 :]]


def kick(dt):
    for a, b in PAIRS:
        dx = a[0] - b[0]
        dy = a[1] - b[1]
        dz = a[2] - b[2]
        square = dx * dx + dy * dy + dz * dz
        pull = dt / (square * sqrt(square))
        from_b = b[6] * pull
        from_a = a[6] * pull
        a[3] -= dx * from_b
        a[4] -= dy * from_b
        a[5] -= dz * from_b
        b[3] += dx * from_a
        b[4] += dy * from_a
        b[5] += dz * from_a


def drift(dt):
    for a in BODIES:
        a[0] += dt * a[3]
        a[1] += dt * a[4]
        a[2] += dt * a[5]


def energy():
    total = 0.0
    for a in BODIES:
        total += 0.5 * a[6] * (a[3] ** 2 + a[4] ** 2 + a[5] ** 2)
    for a, b in PAIRS:
        total -= a[6] * b[6] / sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)
    return total


print("%.9f" % energy())
for _ in range(STEPS):
    drift(DT / 2)
    kick(DT)
    drift(DT / 2)
print("%.9f %.6f" % (energy(), BODIES[1][0]))
