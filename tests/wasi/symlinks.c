/* Symlinks: reading them, following them, chains, loops, and those that lead nowhere. */
#include "check.h"

int main(void) {
    char buffer[64] = {0};
    struct stat info;
    CHECK(make("file", "target") == 0);
    CHECK(mkdir("dir", 0777) == 0 && make("dir/file", "inner") == 0);

    CHECK(symlink("file", "link") == 0);
    FAILS(symlink("file", "link"), EEXIST);
    FAILS(symlink("file", "absent/link"), ENOENT);
    FAILS(symlink("", "empty"), ENOENT);
    CHECK(holds("link", "target"));
    CHECK(readlink("link", buffer, sizeof buffer) == 4 && memcmp(buffer, "file", 4) == 0);
    FAILS(readlink("file", buffer, sizeof buffer), EINVAL);
    FAILS(readlink("absent", buffer, sizeof buffer), ENOENT);
    FAILS(readlink("dir", buffer, sizeof buffer), EINVAL);

    CHECK(lstat("link", &info) == 0 && S_ISLNK(info.st_mode) && info.st_size == 4);
    CHECK(stat("link", &info) == 0 && S_ISREG(info.st_mode) && info.st_size == 6);

    /* In the middle of a path, relative to where it lies, and through several. */
    CHECK(symlink("dir", "dirlink") == 0 && holds("dirlink/file", "inner"));
    CHECK(symlink("../file", "dir/up") == 0 && holds("dir/up", "target"));
    CHECK(holds("dirlink/up", "target"));
    CHECK(symlink("link", "chain") == 0 && holds("chain", "target"));

    /* Writing through a link changes what it leads to, or makes it. */
    CHECK(make("link", "changed") == 0 && holds("file", "changed"));
    CHECK(lstat("link", &info) == 0 && S_ISLNK(info.st_mode));
    CHECK(symlink("made", "ahead") == 0);
    FAILS(open("ahead", O_RDONLY), ENOENT);
    FAILS(stat("ahead", &info), ENOENT);
    CHECK(lstat("ahead", &info) == 0 && S_ISLNK(info.st_mode));
    CHECK(make("ahead", "new") == 0 && holds("made", "new"));

    CHECK(symlink("loop", "loop") == 0);
    FAILS(open("loop", O_RDONLY), ELOOP);
    FAILS(stat("loop", &info), ELOOP);
    FAILS(open("loop/file", O_RDONLY), ELOOP);
    CHECK(symlink("pong", "ping") == 0 && symlink("ping", "pong") == 0);
    FAILS(open("ping", O_RDONLY), ELOOP);
    CHECK(lstat("ping", &info) == 0);
    CHECK(unlink("loop") == 0);

    /* A link to a file is no directory. */
    FAILS(open("link/inner", O_RDONLY), ENOTDIR);
    FAILS(mkdir("dirlink", 0777), EEXIST);
    return failures != 0;
}
