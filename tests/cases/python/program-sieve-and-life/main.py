"""Number crunching without libraries: primes, Pascal's triangle, matrices, Conway's Game of Life."""
from collections import Counter


def primes(limit):
    sieve = bytearray([1]) * (limit + 1)
    sieve[0:2] = b"\0\0"
    for n in range(2, int(limit**0.5) + 1):
        if sieve[n]:
            sieve[n * n :: n] = bytes(len(range(n * n, limit + 1, n)))
    return [n for n, is_prime in enumerate(sieve) if is_prime]


def factors(n, small):
    found = Counter()
    for p in small:
        while n % p == 0:
            n //= p
            found[p] += 1
        if p * p > n:
            break
    if n > 1:
        found[n] += 1
    return found


def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def power(matrix, n):
    size = len(matrix)
    result = [[int(i == j) for j in range(size)] for i in range(size)]
    while n:
        if n & 1:
            result = multiply(result, matrix)
        matrix = multiply(matrix, matrix)
        n >>= 1
    return result


def determinant(matrix):
    """Bareiss: exact, with integers only."""
    m = [row[:] for row in matrix]
    sign, before = 1, 1
    for k in range(len(m) - 1):
        if m[k][k] == 0:
            for i in range(k + 1, len(m)):
                if m[i][k]:
                    m[k], m[i] = m[i], m[k]
                    sign = -sign
                    break
            else:
                return 0
        for i in range(k + 1, len(m)):
            for j in range(k + 1, len(m)):
                m[i][j] = (m[i][j] * m[k][k] - m[i][k] * m[k][j]) // before
        before = m[k][k]
    return sign * m[-1][-1]


def life(alive):
    neighbors = Counter((x + dx, y + dy) for x, y in alive for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {cell for cell, n in neighbors.items() if n == 3 or (n == 2 and cell in alive)}


def draw(alive, width, height):
    return "\n".join("".join("#" if (x, y) in alive else "." for x in range(width)) for y in range(height))


small = primes(1_000_000)
print(len(small), small[-1], sum(small))
print(sorted(factors(600851475143, small).items()), factors(2**31 - 1, small))
row = [1]
for _ in range(10):
    row = [a + b for a, b in zip([0] + row, row + [0])]
print(row)
print(power([[1, 1], [1, 0]], 200)[0][1])
print(determinant([[(i * j) % 7 + (i == j) * 5 for j in range(1, 9)] for i in range(1, 9)]))
glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(4):
    glider = life(glider)
print(draw(glider, 6, 5))
rpentomino = {(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)}
for _ in range(200):
    rpentomino = life(rpentomino)
print(len(rpentomino))
