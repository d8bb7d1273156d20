#include <stdio.h>
#include <string.h>

int main(void)
{
    char block[1024];
    memset(block, 'x', sizeof block);
    FILE *file = fopen("large.txt", "w");
    setbuf(file, NULL);
    for (int kilobytes = 1;; kilobytes++) {
        fwrite(block, sizeof block, 1, file);
        printf("%d\n", kilobytes);
        fflush(stdout);
    }
}
