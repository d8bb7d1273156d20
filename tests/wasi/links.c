/* Hard links: one file under several names. */
#include "check.h"

int main(void) {
    struct stat one, two;
    CHECK(make("one", "shared") == 0);
    CHECK(stat("one", &one) == 0 && one.st_nlink == 1);
    CHECK(link("one", "two") == 0);
    CHECK(stat("one", &one) == 0 && stat("two", &two) == 0);
    CHECK(one.st_ino == two.st_ino && one.st_dev == two.st_dev && one.st_nlink == 2 && two.st_nlink == 2);
    CHECK(make("two", "changed") == 0 && holds("one", "changed"));

    FAILS(link("one", "two"), EEXIST);
    FAILS(link("absent", "three"), ENOENT);
    FAILS(link("one", "absent/three"), ENOENT);
    CHECK(mkdir("dir", 0777) == 0);
    FAILS(link("dir", "three"), EPERM);
    FAILS(link("one", "dir"), EEXIST);
    CHECK(link("one", "dir/three") == 0 && holds("dir/three", "changed"));

    CHECK(unlink("one") == 0);
    CHECK(holds("two", "changed") && stat("two", &two) == 0 && two.st_nlink == 2);
    CHECK(unlink("two") == 0 && unlink("dir/three") == 0);

    /* Without following, a link to a symlink is the symlink's second name. */
    CHECK(make("file", "x") == 0 && symlink("file", "soft") == 0);
    COMES_TO(__wasi_path_link(ROOT, 0, "soft", ROOT, "hard"), 0);
    CHECK(lstat("hard", &one) == 0 && S_ISLNK(one.st_mode));
    return failures != 0;
}
