/* fd_renumber, which is what dup2 is here: a descriptor moves to another number, and what was there is closed. */
#include "check.h"
#include <wasi/libc.h>

int main(void) {
    char buffer[8] = {0};
    CHECK(make("one", "first") == 0 && make("two", "second") == 0);
    int one = open("one", O_RDONLY), two = open("two", O_RDONLY);
    CHECK(read(one, buffer, 2) == 2);

    CHECK(__wasilibc_fd_renumber(one, two) == 0);
    FAILS(read(one, buffer, 1), EBADF);
    /* With its position. */
    CHECK(read(two, buffer, 8) == 3 && memcmp(buffer, "rst", 3) == 0);

    CHECK(__wasilibc_fd_renumber(two, two) == 0);
    CHECK(lseek(two, 0, SEEK_SET) == 0);

    COMES_TO(__wasi_fd_renumber(one, two), __WASI_ERRNO_BADF);
    /* Both numbers must be open: a host does not make up descriptors for a guest. */
    COMES_TO(__wasi_fd_renumber(two, 1000), __WASI_ERRNO_BADF);
    CHECK(read(two, buffer, 8) == 5 && memcmp(buffer, "first", 5) == 0);
    CHECK(close(two) == 0);

    /* Standard streams can be replaced: what goes to standard error now goes to a file. */
    int out = open("log", O_WRONLY | O_CREAT, 0666);
    CHECK(__wasilibc_fd_renumber(out, 2) == 0);
    fputs("logged", stderr);
    CHECK(close(2) == 0 && holds("log", "logged"));
    return failures != 0;
}
