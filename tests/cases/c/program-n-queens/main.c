/* N queens by bit masks, the first solution drawn as a board, and a check of every count. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    int size;
    uint32_t all;
    long solutions;
    int column_of[32];
    int first[32];
} Search;

static int index_of(uint32_t bit) {
    int i = 0;
    while (bit >>= 1) i++;
    return i;
}

static void place(Search *s, int row, uint32_t columns, uint32_t left, uint32_t right) {
    if (row == s->size) {
        if (s->solutions++ == 0)
            for (int i = 0; i < s->size; i++) s->first[i] = s->column_of[i];
        return;
    }
    uint32_t open = s->all & ~(columns | left | right);
    while (open) {
        uint32_t bit = open & (0u - open);
        open ^= bit;
        s->column_of[row] = index_of(bit);
        place(s, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1);
    }
}

static int attacks(const int *column_of, int size) {
    int found = 0;
    for (int a = 0; a < size; a++)
        for (int b = a + 1; b < size; b++) {
            int distance = abs(column_of[a] - column_of[b]);
            found += distance == 0 || distance == b - a;
        }
    return found;
}

static void draw(const Search *s) {
    for (int row = 0; row < s->size; row++) {
        for (int column = 0; column < s->size; column++)
            putchar(s->first[row] == column ? 'Q' : '.');
        putchar('\n');
    }
}

int main(void) {
    static const long known[] = {1, 1, 0, 0, 2, 10, 4, 40, 92, 352, 724};
    int size, wrong = 0;
    while (scanf("%d", &size) == 1) {
        if (size < 1 || size > 10) {
            fprintf(stderr, "size %d is out of range\n", size);
            return EXIT_FAILURE;
        }
        Search s = {.size = size, .all = (1u << size) - 1};
        place(&s, 0, 0, 0, 0);
        printf("%d queens: %ld solutions\n", size, s.solutions);
        wrong += s.solutions != known[size];
        if (s.solutions) {
            printf("attacks in the first: %d\n", attacks(s.first, size));
            if (size == 8) draw(&s);
        }
    }
    puts(wrong ? "some counts are wrong" : "all counts are right");
    return wrong != 0;
}
