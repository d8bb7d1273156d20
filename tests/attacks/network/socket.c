#include <stdio.h>

int socket(int, int, int);

int main(void) {
    for (int family = 0; family < 50; family++)
        for (int type = 0; type < 6; type++)
            if (socket(family, type, 0) >= 0) printf("socket %d %d\n", family, type);
    puts("done");
}
