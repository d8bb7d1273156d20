import cmath
import decimal
import fractions
import itertools
import math
import random
import statistics
from decimal import Decimal

print(2**200, 10**50 // 3**20, pow(3, 10**9, 10**9 + 7), (-7) // 2, -7 % 3, divmod(-7, 2))
print(0.1 + 0.2, round(2.5), round(2.675, 2), 1e16, 1e-5, float("inf"), int("ff", 16), bin(10), 1_000)
decimal.getcontext().prec = 30
print(Decimal(1) / Decimal(7), Decimal("0.1") + Decimal("0.2"), Decimal("2.675").quantize(Decimal("0.01")), Decimal(2).sqrt())
print(fractions.Fraction(1, 3) + fractions.Fraction(1, 6), fractions.Fraction("0.125"))
print(math.factorial(20), math.gcd(84, 36), math.isqrt(10**20), math.comb(10, 3), math.tau, math.dist((0, 0), (3, 4)))
print(cmath.sqrt(-4), (1 + 2j) * (3 - 1j), abs(3 + 4j))
print(statistics.mean([1, 2, 3, 4]), statistics.median([5, 1, 3]), statistics.pstdev([2, 4, 4, 4, 5, 5, 7, 9]))
random.seed(42)
print([random.randint(1, 100) for _ in range(5)], random.random())
print(list(itertools.permutations("abc", 2))[:3], list(itertools.accumulate([1, 2, 3, 4])), sum(itertools.islice(itertools.count(1), 100)))
print(len(str(3**5000)), (255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00"))
