#include <math.h>

volatile double x = 1;

int main(void) {
    for (;;) x = sqrt(x + 1);
}
