#include <stdio.h>
#include "shapes.h"

int main(void) {
    FILE *f = fopen("data/sides.txt", "r");
    if (!f) {
        perror("data/sides.txt");
        return 1;
    }
    int w, h;
    while (fscanf(f, "%d %d", &w, &h) == 2) printf("%d\n", AREA(w, h));
    fclose(f);
    printf("%s\n", fopen("data/none.txt", "r") ? "there" : "not there");
}
