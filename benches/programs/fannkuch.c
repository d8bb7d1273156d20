// The most pancake flips of any permutation, over all permutations in the order of Heap's algorithm.
#include <stdio.h>
#include <string.h>

enum { N = 10 };

static int flips_of(const int *order) {
    int pancakes[N];
    memcpy(pancakes, order, sizeof pancakes);
    int count = 0;
    for (int first = pancakes[0]; first != 0; first = pancakes[0]) {
        for (int low = 0, high = first; low < high; low++, high--) {
            int kept = pancakes[low];
            pancakes[low] = pancakes[high];
            pancakes[high] = kept;
        }
        count++;
    }
    return count;
}

int main(void) {
    int order[N], turns[N] = {0};
    for (int i = 0; i < N; i++) order[i] = i;
    long checksum = 0;
    int most = 0, sign = 1, level = 0;
    while (level < N) {
        if (level == 0) {
            int flips = flips_of(order);
            if (flips > most) most = flips;
            checksum += sign * flips;
            level = 1;
        } else if (turns[level] < level) {
            int other = level % 2 ? turns[level] : 0;
            int kept = order[other];
            order[other] = order[level];
            order[level] = kept;
            sign = -sign;
            turns[level]++;
            level = 0;
        } else {
            turns[level++] = 0;
        }
    }
    printf("%ld %d\n", checksum, most);
    return 0;
}
