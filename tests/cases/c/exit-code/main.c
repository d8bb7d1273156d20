#include <stdio.h>
#include <stdlib.h>

static void bye(void) { puts("bye"); }

int main(int argc, char **argv) {
    atexit(bye);
    printf("before ");
    if (argc > 2) return atoi(argv[1]);
    exit(atoi(argv[1]));
}
