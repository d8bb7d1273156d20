# Builds gawk with an entry of our own. Its configure script finds out what wasi-libc has; the makefiles would want to make
# that script again, so the sources, which need no further preparation, are compiled here.

cp -R "$PKG_GAWK/." .
chmod -R u+w .

libraries="-lsetjmp -lwasi-stubs -lwasi-emulated-signal -lwasi-emulated-process-clocks -lwasi-emulated-mman -lwasi-emulated-getpid"
flags="-O2 -w -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false"
for part in SIGNAL PROCESS_CLOCKS MMAN GETPID; do
    flags="$flags -D_WASI_EMULATED_$part"
done
./configure --host=wasm32-wasi CC="$DEP_FORGE/bin/wasi-cc" AR="$DEP_FORGE/bin/wasi-ar" RANLIB="$DEP_FORGE/bin/wasi-ranlib" \
    CFLAGS="$flags" LIBS="$libraries" ac_cv_func_working_mktime=yes --disable-dependency-tracking --disable-extensions \
    --disable-mpfr --disable-nls --without-readline --disable-pma >configure.log 2>&1 || { tail -n 40 configure.log >&2; exit 1; }

# Input is read in blocks, and here a block costs a call of the host.
sed 's/^#define DEFBLKSIZE.*/#define DEFBLKSIZE 65536/' posix/gawkmisc.c >changed
mv changed posix/gawkmisc.c

cat >paths.h <<'END'
#define DEFPATH ".:/usr/share/awk"
#define DEFLIBPATH ""
#define SHLIBEXT "so"
#define LOCALEDIR "/usr/share/locale"
END
flags="$flags -DHAVE_CONFIG_H -DGAWK -I. -Isupport -include wasi-stubs.h -include paths.h"
"$DEP_FORGE/bin/wasi-cc" $flags -c "$HERE/main.c" -o entry.o
"$DEP_FORGE/bin/wasi-cc" $flags -Dmain=gawk_main -c main.c -o main.o
echo array.c awkgram.c builtin.c cint_array.c command.c debug.c eval.c ext.c field.c floatcomp.c gawkapi.c gawkmisc.c \
    int_array.c io.c mpfr.c msg.c node.c profile.c re.c replace.c str_array.c symbol.c version.c \
    support/dfa.c support/getopt.c support/getopt1.c support/localeinfo.c support/random.c support/regex.c support/malloc/dynarray_resize.c |
    xargs -P "$JOBS" -n 4 "$DEP_FORGE/bin/wasi-cc" $flags -c

"$DEP_FORGE/bin/wasi-cc" -O2 *.o $libraries -z stack-size=4194304 -Wl,--stack-first,--strip-all -o "$OUT/awk.wasm"
