// Three thousand folders in each other, with a file in the last.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 3000; i++) { mkdir("d", 0777); if (chdir("d")) break; }
    open("file", O_CREAT | O_WRONLY, 0600);
}
