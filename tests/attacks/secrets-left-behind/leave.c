/* Writes a secret into everything that it can reach, and ends as it is told to. The secret stands nowhere in here: each
   byte of it is 'Z' away from one of these. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const unsigned char hidden[] = { 9, 31, 25, 8, 31, 14, 119, 50, 45, 98, 49, 99, 44, 104, 46, 109 };
static unsigned char secret[16];
static unsigned char zeros[3 << 20];
static unsigned char values[1 << 20] = { 1 };

/* What nobody reads must be written all the same. */
static void fill(volatile unsigned char *at, size_t size, size_t step) {
    for (size_t i = 0; i + 16 <= size; i += step)
        for (int byte = 0; byte < 16; byte++) at[i + byte] = secret[byte];
}

static void deep(int levels) {
    volatile unsigned char frame[2048];
    fill(frame, sizeof frame, 16);
    if (levels) deep(levels - 1);
    frame[0] = frame[1];
}

int main(int argc, char **argv) {
    const char *end = argc > 1 ? argv[1] : "normal";
    for (int i = 0; i < 16; i++) secret[i] = hidden[i] ^ 'Z';
    /* Another secret, for runs that are on their way while somebody looks for this one. */
    if (argc > 2) secret[15] ^= 1;
    /* Densely, and a little on each of many pages that lie apart. */
    fill(zeros, sizeof zeros, 16);
    fill(values, sizeof values, 8192);
    deep(20);
    for (int i = 0; i < 200; i++) {
        unsigned char *block = malloc(1 + i * 777);
        if (block) fill(block, 1 + i * 777, 512);
        if (i % 3 == 0) free(block);
    }
    unsigned char *grown = malloc(8 << 20);
    if (grown) fill(grown, 8 << 20, 4096);
    setenv("LEFT", (char *)secret, 1);
    const char *places[] = { "left", "/tmp/left", "left.txt" };
    for (int i = 0; i < 3; i++) {
        FILE *file = fopen(places[i], "w");
        if (file) fwrite(secret, 1, 16, file), fclose(file);
    }
    if (!strcmp(end, "trap")) __builtin_trap();
    if (!strcmp(end, "loop")) for (volatile int on = 1; on;) { }
    if (!strcmp(end, "sleep")) sleep(1000);
    if (!strcmp(end, "memory")) {
        for (unsigned char *more; (more = malloc(1 << 20));) fill(more, 1 << 20, 4096);
        abort();
    }
    if (!strcmp(end, "fail")) _exit(3);
    return 0;
}
