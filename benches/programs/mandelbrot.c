// How long each point of a grid stays near the origin under z -> z * z + c.
#include <stdio.h>

enum { SIZE = 2800, LIMIT = 50 };

static int steps(double cx, double cy) {
    double x = 0, y = 0;
    for (int step = 0; step < LIMIT; step++) {
        double xx = x * x, yy = y * y;
        if (xx + yy > 4) return step;
        y = 2 * x * y + cy;
        x = xx - yy + cx;
    }
    return LIMIT;
}

int main(void) {
    long checksum = 0, inside = 0;
    for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
            int count = steps(column * 3.0 / SIZE - 2.0, row * 2.0 / SIZE - 1.0);
            checksum = (checksum * 31 + count) % 1000003;
            inside += count == LIMIT;
        }
    }
    printf("%ld %ld\n", checksum, inside);
    return 0;
}
