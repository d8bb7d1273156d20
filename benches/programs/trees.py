# Full binary trees, made, counted and thrown away: the allocator and the collector at work.
DEPTH = 12
TREES = 360


def make(depth):
    if depth == 0:
        return (None, None)
    return (make(depth - 1), make(depth - 1))


def count(tree):
    left, right = tree
    if left is None:
        return 1
    return 1 + count(left) + count(right)


kept = make(DEPTH)
total = 0
for round in range(TREES):
    total += count(make(DEPTH - round % 3))
print(total, count(kept))
