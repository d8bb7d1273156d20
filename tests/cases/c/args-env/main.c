#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) printf("%d [%s]\n", i, argv[i]);
    const char *name = getenv("NAME");
    printf("NAME=%s\n", name ? name : "(none)");
    printf("OTHER=%s\n", getenv("OTHER") ? getenv("OTHER") : "(none)");
}
