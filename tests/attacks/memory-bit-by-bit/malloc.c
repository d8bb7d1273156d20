#include <stdlib.h>
#include <string.h>

int main(void) {
    for (;;) {
        char *block = malloc(65536);
        if (!block) return 1;
        memset(block, 1, 65536);
    }
}
