/* Trailing slashes and doubled ones, `.` and `..`, empty paths and long ones. */
#include "check.h"

/* With a length of our own, which the header's call takes from the string. */
int32_t __imported_wasi_snapshot_preview1_path_filestat_get(int32_t fd, int32_t flags, int32_t path, int32_t length, int32_t to)
    __attribute__((__import_module__("wasi_snapshot_preview1"), __import_name__("path_filestat_get")));

int main(void) {
    struct stat info;
    CHECK(mkdir("dir/", 0777) == 0 && mkdir("dir//inner/", 0777) == 0);
    CHECK(make("dir/file", "x") == 0 && make("file", "y") == 0);

    CHECK(stat("dir/", &info) == 0 && stat("dir///", &info) == 0 && stat("./dir/.", &info) == 0);
    CHECK(holds("dir//file", "x") && holds("./dir/./inner/../file", "x") && holds("dir/inner/../../file", "y"));
    FAILS(stat("file/", &info), ENOTDIR);
    FAILS(stat("file/.", &info), ENOTDIR);
    FAILS(stat("file/..", &info), ENOTDIR);
    FAILS(open("file/", O_RDONLY), ENOTDIR);
    FAILS(unlink("file/"), ENOTDIR);
    FAILS(rmdir("file/"), ENOTDIR);
    /* A way through what is not there is none, though `..` would lead back. */
    FAILS(stat("absent/../file", &info), ENOENT);
    FAILS(stat("absent/", &info), ENOENT);

    /* A file can't be made under a directory's name; Linux has EISDIR for it. */
    int fd = open("new/", O_WRONLY | O_CREAT, 0666);
    CHECK(fd == -1 && !exists("new"));

    /* A link that is followed for its slash. */
    CHECK(symlink("dir", "link") == 0 && symlink("file", "filelink") == 0);
    /* wasmtime-wasi leaves the slash out of account here. */
    CHECK(lstat("link/", &info) == 0 && (S_ISDIR(info.st_mode) || S_ISLNK(info.st_mode)));
    FAILS(stat("filelink/", &info), ENOTDIR);
    CHECK(holds("link/inner/../file", "x"));

    /* Links are made where there is a name for them. */
    FAILS(symlink("file", "dir/"), EEXIST);
    FAILS_EITHER(symlink("file", "file/"), EEXIST, ENOTDIR);
    FAILS_EITHER(symlink("file", "absent/"), ENOENT, ENOTDIR);
    CHECK(link("file", "absent/") == -1 && !exists("absent"));
    FAILS_EITHER(unlink("dir/"), EISDIR, EPERM);

    FAILS(rename("file", "other/"), ENOTDIR);
    CHECK(holds("file", "y"));
    CHECK(rename("dir/inner/", "dir/moved/") == 0 && stat("dir/moved", &info) == 0);
    FAILS_EITHER(rmdir("dir/moved/."), EINVAL, ENOTEMPTY);
    /* wasmtime-wasi has EINVAL for a slash at the end of what is to be removed. */
    if (rmdir("dir/moved/") != 0) {
        CHECK(rmdir("dir/moved") == 0);
    }
    CHECK(!exists("dir/moved"));

    /* Raw, because the C library takes an empty path for the directory itself. */
    __wasi_fd_t opened;
    COMES_TO(__wasi_path_open(ROOT, 0, "", 0, __WASI_RIGHTS_FD_READ, 0, 0, &opened), __WASI_ERRNO_NOENT);
    COMES_TO(__wasi_path_create_directory(ROOT, ""), __WASI_ERRNO_NOENT);
    COMES_TO(__wasi_path_unlink_file(ROOT, ""), __WASI_ERRNO_NOENT);
    COMES_TO(__wasi_path_remove_directory(ROOT, ""), __WASI_ERRNO_NOENT);
    FAILS(mkdir(".", 0777), EEXIST);

    /* No name has a NUL in it, nor bytes that are no UTF-8. */
    __wasi_filestat_t status;
    int error = __imported_wasi_snapshot_preview1_path_filestat_get(ROOT, 0, (int32_t)"file\0x", 6, (int32_t)&status);
    CHECK(error == __WASI_ERRNO_ILSEQ || error == __WASI_ERRNO_INVAL);
    error = __wasi_path_create_directory(ROOT, "\xff\xfe");
    CHECK(error == __WASI_ERRNO_ILSEQ || error == __WASI_ERRNO_INVAL);
    CHECK(mkdir("\u00e4 \u732b", 0777) == 0 && rmdir("./\u00e4 \u732b") == 0);

    static char name[5001];
    memset(name, 'n', 256);
    FAILS(open(name, O_RDONLY), ENAMETOOLONG);
    FAILS(open(name, O_WRONLY | O_CREAT, 0666), ENAMETOOLONG);
    FAILS(mkdir(name, 0777), ENAMETOOLONG);
    name[255] = 0;
    CHECK(make(name, "") == 0 && unlink(name) == 0);
    for (int i = 0; i < 5000; i++) name[i] = i % 2 ? '/' : '.';
    strcpy(name + 4990, "./file");
    FAILS(open(name, O_RDONLY), ENAMETOOLONG);
    return failures != 0;
}
