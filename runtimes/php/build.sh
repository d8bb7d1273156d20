# Builds PHP's engine and its usual extensions for WASI, with a main program of our own in place of its command line.

export PATH="$DEP_FORGE/bin:$PATH"
mkdir source build
tar -C "$PKG_PHP8_4" --exclude=tests -cf - . | tar -C source -xf - --no-same-owner
chmod -R u+w source

change() {
    grep -q -- "$2" "$1" || { echo "build.sh: '$2' is not in $1" >&2; exit 1; }
    sed "s@$2@$3@" "$1" >changed
    cat changed >"$1"
    rm changed
}

# The heap takes whole pages of WebAssembly, see main.c.
heap=source/Zend/zend_alloc.c
change $heap '= mmap(\([^,]*\), \([^,]*\), .*' '= enclos_map(\1, \2);'
change $heap 'if (munmap(\(.*\)) != 0)' 'if (enclos_unmap(\1) != 0)'
change $heap 'ptr == MAP_FAILED' 'ptr == NULL'
change $heap '(void)madvise(ptr, size, MADV_HUGEPAGE);' '(void)ptr;'
change $heap 'define ZEND_MM_ERROR 1' 'define ZEND_MM_ERROR 0'
change $heap '^static void zend_mm_munmap' \
    'extern void *enclos_map(void *wanted, size_t size);\nextern int enclos_unmap(void *address, size_t size);\n&'
# No system call says where the stack is, but main.c knows.
change source/Zend/zend_call_stack.c '^ZEND_API bool zend_call_stack_get(.*' \
    'extern bool enclos_stack(zend_call_stack *stack);\n&'
change source/Zend/zend_call_stack.c 'if (zend_call_stack_get_linux(stack))' 'if (enclos_stack(stack))'
# The interpreter's own frame has little in memory, but much of the engine's stack, which nothing here can measure. With this
# the stack that is measured is the first to end.
change source/Zend/zend_vm_execute.h '^#ifdef ZEND_CHECK_STACK_LIMIT' \
    '&\n\tchar room[1024];\n\t__asm__ volatile("" : : "r"(room) : "memory");'
# A fiber wants a stack of its own. This makes Fiber::start throw.
change source/Zend/zend_fibers.c '^\(\s*\)pointer = mmap(NULL, alloc_size, .*' '\1errno = ENOTSUP;\n\1pointer = MAP_FAILED;'
# Nobody else could hold a lock.
change source/ext/standard/flock_compat.c 'ret = fcntl(fd, .*' 'ret = 0;'
# A descriptor can't be doubled. The standard ones are never closed (main.c), so the same one does.
change source/ext/standard/php_fopen_wrapper.c '= dup(' '= ('
# Numbers have 64 bits (see ZEND_ENABLE_ZVAL_LONG64 below), so times do, too: there are days after 2038.
change source/ext/date/lib/timelib.h '^#if (defined(__x86_64__) ||' '#if (defined(__wasm__) ||'
python3 "$HERE/flatten.py" source/ext/date/lib/parse_date.c scan

jumps="-mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false"
flags="-O2 $jumps -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS -D_WASI_EMULATED_MMAN
    -D_GNU_SOURCE -DZEND_ENABLE_ZVAL_LONG64=1 -fwrapv -fwrapv-pointer -ffile-prefix-map=$PWD/source=. -I$HERE/include"
libraries="-lwasi-stubs -lsetjmp -lwasi-emulated-signal -lwasi-emulated-getpid -lwasi-emulated-process-clocks
    -lwasi-emulated-mman -lm -ldl"
headers="-include wasi-stubs.h -include php-wasi.h"
cd build
# libc's getrusage has two fields only, main.c has one with all. The stack grows downwards, but no test can be run to see that.
# Its own tests declare every function anew, so what declares some for good is only included below.
ac_cv_func_getrusage=no php_cv_have_stack_limit=yes \
    ../source/configure -q --host=wasm32-unknown-wasi --build=x86_64-pc-linux-gnu \
    CC=wasi-cc CXX=wasi-c++ AR=wasi-ar RANLIB=wasi-ranlib NM=wasi-nm LD=wasm-ld PKG_CONFIG=false CFLAGS="$(echo $flags)" \
    LDFLAGS="$(echo $libraries)" \
    --disable-all --disable-cli --disable-cgi --disable-phpdbg --enable-embed=static --enable-bcmath \
    --enable-calendar --enable-ctype --enable-mbstring --disable-mbregex --enable-tokenizer --enable-filter --without-pcre-jit \
    --disable-opcache --disable-fiber-asm --disable-zend-signals --disable-rpath --without-pear --disable-gcc-global-regs

# Nothing of who builds it and when may get into the module.
change main/build-defs.h '^#define CONFIGURE_COMMAND .*' '#define CONFIGURE_COMMAND ""'
change main/php_config.h '^#define PHP_UNAME .*' '#define PHP_UNAME "wasi"'
change main/php_config.h '^#define PHP_OS .*' '#define PHP_OS "Linux"'
export SOURCE_DATE_EPOCH=0
# Large, and seldom what a program waits for.
change Makefile '^\(.*ext/\(date\|mbstring\)/.*\)\$(CFLAGS_CLEAN)' '\1$(CFLAGS_CLEAN) -O1'

# libtool is a shell script that takes longer than many a compilation, and does nothing that is needed here.
compile="sh -c 'shift 2; exec \"\$\$@\"' libtool"
objects="main/internal_functions.lo $(sed -n 's/^PHP_GLOBAL_OBJS = //p' Makefile)"
make -j"$JOBS" $objects LIBTOOL="$compile" \
    CFLAGS_CLEAN="$(sed -n 's/^CFLAGS_CLEAN = //p' Makefile) -Wno-everything $headers" >log.txt 2>&1 ||
    { tail -n 40 log.txt >&2; exit 1; }
wasi-cc $flags $headers -I. -Imain -IZend -ITSRM -I../source -I../source/main -I../source/Zend -I../source/TSRM \
    -c "$HERE/main.c" -o main.o
wasi-cc -O2 main.o $objects $libraries -z stack-size=16777216 \
    -Wl,--stack-first,--wrap=write,--wrap=read,--wrap=close,--wrap=sleep,--wrap=usleep,--wrap=nanosleep,--strip-all \
    -o "$OUT/php.wasm"
