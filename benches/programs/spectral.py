# The spectral norm of the infinite matrix a(i, j) = 1 / ((i + j)(i + j + 1) / 2 + i + 1), cut to N rows, by power iteration.
# The sums are loops because `sum` compensates rounding errors in some versions of Python and not in others.
from math import sqrt

N = 230
ROUNDS = 10


def entry(i, j):
    diagonal = i + j
    return 1.0 / (diagonal * (diagonal + 1) // 2 + i + 1)


def times(vector):
    product = []
    for i in range(N):
        total = 0.0
        for j in range(N):
            total += entry(i, j) * vector[j]
        product.append(total)
    return product


def transposed_times(vector):
    product = []
    for i in range(N):
        total = 0.0
        for j in range(N):
            total += entry(j, i) * vector[j]
        product.append(total)
    return product


u = [1.0] * N
for _ in range(ROUNDS):
    v = transposed_times(times(u))
    u = transposed_times(times(v))
along = across = 0.0
for x, y in zip(u, v):
    along += x * y
    across += y * y
print("%.9f" % sqrt(along / across))
