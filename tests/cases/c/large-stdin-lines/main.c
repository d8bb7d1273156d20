#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The same bytes pass through stdio first, and then nothing is left for read(). */
int main(void) {
    char line[256];
    long lines = 0, bytes = 0;
    while (fgets(line, sizeof line, stdin)) {
        bytes += (long)strlen(line);
        lines++;
    }
    printf("%ld lines, %ld bytes, eof %d, then %d\n", lines, bytes, feof(stdin) != 0,
           (int)read(0, line, sizeof line));
}
