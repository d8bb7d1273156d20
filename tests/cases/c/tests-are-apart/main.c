#include <stdio.h>
#include <stdlib.h>

static int counter = 0;

int main(int argc, char **argv) {
    counter++;
    FILE *f = fopen("state.txt", "r");
    printf("counter %d, state.txt %s", counter, f ? "there" : "absent");
    if (f) fclose(f);
    f = fopen("/tmp/state.txt", "r");
    printf(", /tmp/state.txt %s\n", f ? "there" : "absent");
    if (f) fclose(f);
    if ((f = fopen("state.txt", "w"))) fprintf(f, "%s\n", argv[1]), fclose(f);
    if ((f = fopen("/tmp/state.txt", "w"))) fprintf(f, "%s\n", argv[1]), fclose(f);
    f = fopen("shared.txt", "r+");
    char word[32] = "";
    fscanf(f, "%31s", word);
    rewind(f);
    fputs("CHANGED", f);
    fclose(f);
    printf("shared.txt says %s\n", word);
    remove("main.c");
    return atoi(argv[1]);
}
