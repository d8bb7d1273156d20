// Children that use CPU time while the main program ends.
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 4; i++)
        if (fork() == 0) { setsid(); for (;;); }
    usleep(300000);
}
