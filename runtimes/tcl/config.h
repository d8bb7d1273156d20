/* What Tcl's configure script would find out about wasi-libc, and what of it must not be used. */
#include "wasi-stubs.h"

#define PACKAGE_NAME "tcl"
#define PACKAGE_TARNAME "tcl"
#define PACKAGE_VERSION "8.6"
#define PACKAGE_STRING "tcl 8.6"
#define PACKAGE_BUGREPORT ""
#define STDC_HEADERS 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_SYS_STAT_H 1
#define HAVE_STDLIB_H 1
#define HAVE_STRING_H 1
#define HAVE_MEMORY_H 1
#define HAVE_STRINGS_H 1
#define HAVE_INTTYPES_H 1
#define HAVE_STDINT_H 1
#define HAVE_UNISTD_H 1
#define HAVE_SYS_PARAM_H 1
#define HAVE_SYS_TIME_H 1
#define HAVE_SYS_SELECT_H 1
#define TIME_WITH_SYS_TIME 1
#define TCL_CFGVAL_ENCODING "utf-8"
#define TCL_LIBRARY "/usr/share/tcltk/tcl8.6"
#define TCL_PACKAGE_PATH "/usr/share/tcltk"
#define TCL_SHLIB_EXT ".so"
#define CFG_INSTALL_LIBDIR "/usr/lib"
#define CFG_INSTALL_BINDIR "/usr/bin"
#define CFG_INSTALL_SCRDIR "/usr/share/tcltk/tcl8.6"
#define CFG_INSTALL_INCDIR "/usr/include"
#define CFG_INSTALL_DOCDIR "/usr/share/doc"
#define CFG_RUNTIME_LIBDIR "/usr/lib"
#define CFG_RUNTIME_BINDIR "/usr/bin"
#define CFG_RUNTIME_SCRDIR "/usr/share/tcltk/tcl8.6"
#define CFG_RUNTIME_INCDIR "/usr/include"
#define CFG_RUNTIME_DOCDIR "/usr/share/doc"
#define STATIC_BUILD 1
#define BUILD_tcl 1
#define HAVE_ZLIB 1
#define MODULE_SCOPE extern
#define HAVE_CAST_TO_UNION 1
#define TCL_CFG_OPTIMIZED 1
#define TCL_WIDE_INT_TYPE long long
#define MP_PREC 4
#define MP_FIXED_CUTOFFS
#define MP_NO_STDINT
#define HAVE_GETCWD 1
#define HAVE_MKSTEMP 1
#define HAVE_OPENDIR 1
#define HAVE_STRTOL 1
#define HAVE_WAITPID 1
#define HAVE_GMTIME_R 1
#define HAVE_LOCALTIME_R 1
#define HAVE_MKTIME 1
#define HAVE_TM_GMTOFF 1
#define HAVE_STRUCT_STAT_ST_BLOCKS 1
#define HAVE_STRUCT_STAT_ST_BLKSIZE 1
#define HAVE_BLKCNT_T 1
#define HAVE_INTPTR_T 1
#define HAVE_UINTPTR_T 1
#define HAVE_SIGNED_CHAR 1
#define HAVE_LANGINFO 1
#define NO_GETWD 1
#define NO_WAIT3 1
#define NO_MKNOD 1
#define NO_TCDRAIN 1
#define NO_FSTATFS 1
#define NO_UNION_WAIT 1

/* Local time is UTC, and neither pipes with names nor devices can be made. */
#define tzset() ((void)0)
#define mkfifo(path, mode) (errno = ENOSYS, -1)
#define mknod(path, mode, device) (errno = ENOSYS, -1)
