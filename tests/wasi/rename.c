/* Renaming: over nothing, over a file, over directories empty and full, into itself, and between directories. */
#include "check.h"

int main(void) {
    CHECK(make("a", "content of a") == 0);
    CHECK(rename("a", "b") == 0);
    CHECK(!exists("a") && holds("b", "content of a"));
    FAILS(rename("a", "c"), ENOENT);
    FAILS(rename("b", "absent/c"), ENOENT);

    /* Over a file: the old one is gone, and who holds it open reads on. */
    CHECK(make("c", "old") == 0);
    int fd = open("c", O_RDONLY);
    char buffer[8] = {0};
    CHECK(rename("b", "c") == 0);
    CHECK(!exists("b") && holds("c", "content of a"));
    CHECK(read(fd, buffer, 8) == 3 && memcmp(buffer, "old", 3) == 0);
    CHECK(close(fd) == 0);

    /* Onto itself nothing happens. */
    CHECK(rename("c", "c") == 0);
    CHECK(link("c", "d") == 0);
    CHECK(rename("c", "d") == 0);
    CHECK(holds("c", "content of a") && holds("d", "content of a"));

    CHECK(mkdir("dir", 0777) == 0 && mkdir("empty", 0777) == 0 && mkdir("full", 0777) == 0);
    CHECK(make("full/file", "x") == 0);
    FAILS(rename("c", "empty"), EISDIR);
    FAILS(rename("dir", "c"), ENOTDIR);
    FAILS(rename("dir", "full"), ENOTEMPTY);
    CHECK(rename("full", "empty") == 0);
    CHECK(!exists("full") && holds("empty/file", "x"));

    /* A directory can't become a part of itself. */
    FAILS(rename("dir", "dir/inner"), EINVAL);
    CHECK(mkdir("dir/inner", 0777) == 0);
    FAILS(rename("dir", "dir/inner/deep"), EINVAL);
    FAILS(rename("dir/inner", "dir"), ENOTEMPTY);

    CHECK(rename("c", "dir/inner/c") == 0);
    CHECK(rename("dir/inner", "moved") == 0);
    CHECK(holds("moved/c", "content of a") && !exists("dir/inner"));
    /* What it was moved from knows that it is empty, and the way up is the new one. */
    CHECK(rmdir("dir") == 0);
    CHECK(holds("moved/../moved/c", "content of a"));

    CHECK(symlink("moved", "link") == 0);
    CHECK(rename("link", "other") == 0);
    CHECK(readlink("other", buffer, 8) == 5 && exists("moved"));
    return failures != 0;
}
