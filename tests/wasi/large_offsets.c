/* Offsets that no file reaches: they are refused or lead to nothing, and no memory is taken for them. */
#include "check.h"

#define HUGE INT64_MAX

int main(void) {
    char buffer[8];
    CHECK(make("file", "x") == 0);
    int fd = open("file", O_RDWR);
    CHECK(lseek(fd, 1LL << 40, SEEK_SET) == 1LL << 40);
    CHECK(read(fd, buffer, 8) == 0);
    /* A file system in memory takes all positions, one on a disk those below its largest file. */
    off_t at = lseek(fd, HUGE, SEEK_SET);
    CHECK(at == HUGE || at == -1);
    if (at == HUGE) {
        /* wasmtime-wasi keeps positions without a sign, so there is one beyond; what matters is that none can be written to. */
        at = lseek(fd, 1, SEEK_CUR);
        CHECK(at == INT64_MIN || at == -1);
        FAILS_EITHER(write(fd, "x", 1), EFBIG, EINVAL);
        CHECK(lseek(fd, 0, SEEK_SET) == 0);
    }
    FAILS(lseek(fd, -2, SEEK_END), EINVAL);
    CHECK(pread(fd, buffer, 8, 1LL << 40) == 0);
    FAILS_EITHER(pwrite(fd, "x", 1, HUGE), EFBIG, EINVAL);
    FAILS_EITHER(ftruncate(fd, HUGE), EFBIG, EINVAL);
    CHECK(size_of("file") == 1);
    /* The raw calls know no sign. */
    __wasi_filesize_t position;
    COMES_TO(__wasi_fd_seek(fd, -1, __WASI_WHENCE_CUR, &position), __WASI_ERRNO_INVAL);
    CHECK(__wasi_fd_filestat_set_size(fd, UINT64_MAX) != 0);
    CHECK(__wasi_fd_allocate(fd, UINT64_MAX, 1) != 0);
    CHECK(__wasi_fd_allocate(fd, 1, UINT64_MAX) != 0);
    __wasi_ciovec_t out = {(const uint8_t *)"x", 1};
    __wasi_size_t count;
    CHECK(__wasi_fd_pwrite(fd, &out, 1, UINT64_MAX, &count) != 0);
    CHECK(holds("file", "x"));
    CHECK(close(fd) == 0);
    return failures != 0;
}
