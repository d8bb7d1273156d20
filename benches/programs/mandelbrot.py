# How long each point of a grid stays near the origin under z -> z * z + c.
SIZE = 360
LIMIT = 50


def steps(cx, cy):
    x = y = 0.0
    for step in range(LIMIT):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return step
        y = 2.0 * x * y + cy
        x = xx - yy + cx
    return LIMIT


checksum = inside = 0
for row in range(SIZE):
    for column in range(SIZE):
        count = steps(column * 3.0 / SIZE - 2.0, row * 2.0 / SIZE - 1.0)
        checksum = (checksum * 31 + count) % 1000003
        inside += count == LIMIT
print(checksum, inside)
