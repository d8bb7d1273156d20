#include <dirent.h>

int main(void) {
    for (;;) {
        DIR *dir = opendir(".");
        if (!dir) return 1;
        while (readdir(dir)) {}
        rewinddir(dir);
        closedir(dir);
    }
}
