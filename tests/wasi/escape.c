/* No path and no link leads out of the directory that a descriptor stands for. */
#include "check.h"

/* The raw call, because the C library makes paths absolute before it looks for a descriptor. */
static int open_raw(int fd, const char *path) {
    __wasi_fd_t opened;
    int error = __wasi_path_open(fd, __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, path, 0, __WASI_RIGHTS_FD_READ, 0, 0, &opened);
    if (error == 0) close((int)opened);
    return error;
}

int main(void) {
    CHECK(mkdir("dir", 0777) == 0 && mkdir("dir/inner", 0777) == 0 && make("file", "x") == 0);
    int dir = open("dir", O_RDONLY | O_DIRECTORY);

    COMES_TO(open_raw(ROOT, ".."), __WASI_ERRNO_PERM);
    COMES_TO(open_raw(ROOT, "../.."), __WASI_ERRNO_PERM);
    COMES_TO(open_raw(ROOT, "../etc/passwd"), __WASI_ERRNO_PERM);
    COMES_TO(open_raw(ROOT, "dir/../.."), __WASI_ERRNO_PERM);
    COMES_TO(open_raw(ROOT, "dir/../../etc/passwd"), __WASI_ERRNO_PERM);
    COMES_TO(open_raw(ROOT, "/etc/passwd"), __WASI_ERRNO_PERM);
    COMES_TO(open_raw(ROOT, "/"), __WASI_ERRNO_PERM);
    COMES_TO(open_raw(ROOT, "dir/.."), 0);

    /* A directory is a floor of its own, even where what lies above is open to the program. */
    COMES_TO(open_raw(dir, "../file"), __WASI_ERRNO_PERM);
    COMES_TO(open_raw(dir, "inner/../../file"), __WASI_ERRNO_PERM);
    COMES_TO(open_raw(dir, "inner/.."), 0);

    /* Links: an absolute one can't be made, and a relative one is followed to the floor and no further. */
    FAILS(symlink("/etc/passwd", "absolute"), EPERM);
    COMES_TO(__wasi_path_symlink("/", ROOT, "absolute"), __WASI_ERRNO_PERM);
    CHECK(!exists("absolute"));
    CHECK(symlink("../../etc/passwd", "dir/up") == 0);
    CHECK(symlink("../file", "dir/side") == 0);
    FAILS(open("dir/up", O_RDONLY), EPERM);
    CHECK(holds("dir/side", "x"));
    COMES_TO(open_raw(dir, "side"), __WASI_ERRNO_PERM);
    CHECK(symlink("..", "parent") == 0);
    FAILS(open("parent", O_RDONLY), EPERM);
    FAILS(open("parent/etc/passwd", O_RDONLY), EPERM);
    struct stat info;
    FAILS(stat("parent", &info), EPERM);
    FAILS(mkdir("parent/dir", 0777), EPERM);

    /* The other calls keep to it as well. */
    COMES_TO(__wasi_path_create_directory(ROOT, "../made"), __WASI_ERRNO_PERM);
    COMES_TO(__wasi_path_unlink_file(dir, "../file"), __WASI_ERRNO_PERM);
    COMES_TO(__wasi_path_remove_directory(ROOT, "../made"), __WASI_ERRNO_PERM);
    COMES_TO(__wasi_path_rename(dir, "../file", dir, "file"), __WASI_ERRNO_PERM);
    COMES_TO(__wasi_path_rename(ROOT, "file", dir, "../moved"), __WASI_ERRNO_PERM);
    COMES_TO(__wasi_path_link(dir, 0, "../file", dir, "file"), __WASI_ERRNO_PERM);
    COMES_TO(__wasi_path_symlink("x", dir, "../link"), __WASI_ERRNO_PERM);
    uint8_t buffer[64];
    __wasi_size_t used;
    COMES_TO(__wasi_path_readlink(dir, "../parent", buffer, sizeof buffer, &used), __WASI_ERRNO_PERM);
    __wasi_filestat_t filestat;
    COMES_TO(__wasi_path_filestat_get(dir, 0, "../file", &filestat), __WASI_ERRNO_PERM);
    CHECK(holds("file", "x") && !exists("moved"));
    CHECK(close(dir) == 0);
    return failures != 0;
}
