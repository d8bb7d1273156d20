/* What the operating system offers: the little that a native Linux and WASI preview 1 have in common, which is all that
   the runtime wants. The native build only compiles the standard library. */
#define OCAML_OS_TYPE "Unix"
#define HAS_C99_FLOAT_OPS
#define HAS_WORKING_FMA
#define HAS_WORKING_ROUND
#define HAS_STDINT_H
#define HAS_UNISTD
#define HAS_DIRENT
#define HAS_REWINDDIR
#define HAS_GETCWD
#define HAS_SYSTEM
#define HAS_TRUNCATE
#define HAS_SELECT
#define HAS_SYS_SELECT_H
#define HAS_NANOSLEEP
#define HAS_SYMLINK
#define HAS_GETTIMEOFDAY
#define HAS_MKTIME
#define HAS_PUTENV
#define HAS_STRERROR
#define HAS_FFS
#define HAS_NANOSECOND_STAT 1
#define HAS_UTIME
#define HAS_UTIMES
#define HAS_PWRITE
