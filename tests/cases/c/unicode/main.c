#include <stdio.h>
#include <string.h>

int main(void) {
    char line[256];
    const char *grüße = "Grüße, 世界 🌍";
    printf("%s\n", grüße);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        int points = 0;
        for (const char *p = line; *p; p++) points += (*p & 0xc0) != 0x80;
        printf("[%s] %zu bytes, %d code points\n", line, strlen(line), points);
    }
    printf("%s\n", "\u00e9 \U0001F600");
}
