#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define kind(x) _Generic((x), int: "int", double: "double", char *: "string", default: "other")

typedef struct {
    const char *name;
    struct { int x, y; };
    unsigned flag : 1, level : 3;
} Point;

_Static_assert(sizeof(uint64_t) == 8, "eight bytes");

static int sum_vla(int n) {
    int values[n];
    for (int i = 0; i < n; i++) values[i] = i;
    int sum = 0;
    for (int i = 0; i < n; i++) sum += values[i];
    return sum;
}

static int compare(bool (*less)(int, int), int a, int b) { return less(a, b); }
static bool ascending(int a, int b) { return a < b; }

int main(void) {
    Point p = {.name = "origin", .y = 2, .level = 5};
    p = (Point){p.name, {p.x + 1, p.y}, 1, p.level};
    printf("%s %d %d %u %u\n", p.name, p.x, p.y, p.flag, p.level);
    printf("%s %s %s %s\n", kind(1), kind(1.0), kind((char *)"s"), kind(1L));
    int table[] = {[3] = 30, [1] = 10};
    printf("%zu %d %d\n", sizeof table / sizeof *table, table[2], table[3]);
    printf("%d %d\n", sum_vla(100), compare(ascending, 1, 2));
    union { float f; uint32_t u; } pun = {.f = 1.0f};
    printf("%08x\n", pun.u);
    uint32_t wrapped = UINT32_MAX;
    wrapped++;
    printf("%u %d\n", wrapped, -7 / 2 * 10 + -7 % 2);
    switch (p.level) {
    case 5: printf("five, ");
    case 6: puts("falls through"); break;
    default: puts("never");
    }
}
