# Builds CPython for WASI. First a native Python, which cross-building needs to freeze the modules that the interpreter
# starts from, then the interpreter as a library, and around it the entry of our own.

export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C
export PATH="$DEP_FORGE/bin:$PATH"

# A copy, because a few lines are changed below. Python's own tests are most of its library.
mkdir source native wasm deps
tar -C "$PKG_PYTHON3_13" --exclude=./Lib/test --exclude=./Doc --exclude=./PCbuild --exclude=./PC --exclude=./Mac \
    --exclude=./iOS --exclude=./Android -cf - . | tar -C source -xf - --no-same-owner
chmod -R u+w source

# Replaces a text by another in a file, and fails where the text is not there, so that no change is lost when a new
# version words things differently.
change() {
    grep -q -- "$2" "$1" || { echo "build.sh: '$2' is not in $1" >&2; exit 1; }
    sed "s@$2@$3@" "$1" >changed
    cat changed >"$1"
    rm changed
}

# The stacks here are as deep as those of a native program, and so may recursion through C be.
change source/Include/cpython/pystate.h 'Py_C_RECURSION_LIMIT 5000' 'Py_C_RECURSION_LIMIT 10000'
change source/Parser/parser.c 'define MAXSTACK 4000' 'define MAXSTACK 6000'

# The generator behind random's functions is in a snapshot, where all runs would share its state. Once told to forget
# its seed, it takes a new one at first use.
random=source/Modules/_randommodule.c
change $random '^/\* Random methods \*/$' 'static int random_seed(RandomObject *self, PyObject *arg);'
change $random '^    if (self->index >= N) {' '    if (self->index > N) random_seed(self, NULL);\n&'
change $random '^    state = PyTuple_New(N+1);' '    if (self->index > N) random_seed(self, NULL);\n&'
cat >>$random <<'END'

void random_forget_seed(PyObject *generator)
{
    ((RandomObject *)generator)->index = N + 1;
}
END

cat "$HERE/asyncio_loop.py" >>source/Lib/asyncio/selector_events.py

# The native Python is the smallest that can freeze modules and compile the library. A Python of the very same version
# on the machine would write the same bytes.
same='import sys; sys.exit(sys.version_info[:3] != (3, 13, 5))'
if command -v python3.13 >/dev/null && python3.13 -I -c "$same" >/dev/null 2>&1; then
    ready=$(command -v python3.13)
else
    ready=
fi
cat >build-python <<END
#!/bin/sh
[ -z "$ready" ] || exec "$ready" "\$@"
# While it is being built, configure already asks for its version.
[ -x "$PWD/native/_bootstrap_python" ] || { echo 3.13; exit; }
exec "$PWD/native/_bootstrap_python" "$HERE/build_python.py" "\$@"
END
chmod +x build-python

quietly() {
    "$@" >log.txt 2>&1 || { tail -n 40 log.txt >&2; exit 1; }
}

native=
if [ -z "$ready" ]; then
    (
        cd native
        unset CFLAGS LDFLAGS CPPFLAGS
        quietly ../source/configure -q --without-ensurepip --disable-test-modules CC=cc OPT= CFLAGS=-O1
    ) &
    native=$!
fi

archive() {
    library=$1 folder=$2
    shift 2
    mkdir "deps/$library"
    (
        cd "deps/$library"
        for file do
            echo "$file"
        done | xargs -P "$JOBS" -I '{}' wasi-cc -O3 -I"$folder" -c "$folder/{}.c" -o '{}.o'
        wasi-ar rcs "../lib$library.a" ./*.o
    )
}
archive z "$PKG_LIBZ_SYS/src/zlib" adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr zutil
archive bz2 "$PKG_BZIP2_SYS/bzip2-1.0.8" blocksort huffman crctable randtable compress decompress bzlib

defines='-D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS'
emulations='-lwasi-emulated-signal -lwasi-emulated-getpid'
(
    cd wasm
    for module in _ctypes readline _lzma _uuid _curses _tkinter _ssl _hashlib _sqlite3 _dbm _gdbm _scproxy; do
        export "py_cv_module_$module=n/a"
    done
    export CONFIG_SITE="$HERE/config.site"
    # Without pkg-config, nothing of the machine's own libraries is found.
    quietly ../source/configure -q --prefix=/usr --host=wasm32-wasip1 --build=x86_64-pc-linux-gnu \
        --with-build-python="${PWD%/*}/build-python" --with-pymalloc --disable-test-modules --without-ensurepip \
        CC=wasi-cc CPP='wasi-cc -E' AR=wasi-ar RANLIB=wasi-ranlib LD=wasm-ld OPT='-O3 -DNDEBUG' \
        CFLAGS="$defines" LDFLAGS="$emulations -lwasi-emulated-process-clocks" HOSTRUNNER=none PKG_CONFIG=false \
        ZLIB_CFLAGS="-I$PKG_LIBZ_SYS/src/zlib" ZLIB_LIBS="-L${PWD%/*}/deps -lz" \
        BZIP2_CFLAGS="-I$PKG_BZIP2_SYS/bzip2-1.0.8" BZIP2_LIBS="-L${PWD%/*}/deps -lbz2"
)

if [ -n "$native" ]; then
    wait "$native"
    (cd native && quietly make -j"$JOBS" _bootstrap_python)
fi
(cd wasm && quietly make -j"$JOBS" libpython3.13.a pybuilddir.txt)

wasi-cc -O2 -Wall -Wno-unused-function -std=gnu11 -fno-strict-overflow -DPy_BUILD_CORE $defines -Isource \
    -Isource/Include -Isource/Include/internal -Isource/Include/internal/mimalloc -Iwasm -c "$HERE/main.c" -o main.o
# The stack lies below everything else, so that running over its end stops the program instead of changing its data.
wasi-cc -nostartfiles -o "$OUT/python.wasm" main.o wasm/libpython3.13.a wasm/Modules/_decimal/libmpdec/libmpdec.a \
    wasm/Modules/_hacl/libHacl_Hash_SHA2.a wasm/Modules/expat/libexpat.a deps/libz.a deps/libbz2.a -lm $emulations \
    -Wl,--wrap=Py_Exit,--wrap=chmod,--wrap=fchmod -Wl,-z,stack-size=33554432 -Wl,--stack-first -Wl,-s

# The library, without what needs processes, windows or a network of packages.
mkdir "$OUT/lib" "$OUT/zoneinfo"
cp -R source/Lib/. "$OUT/lib"
(
    cd "$OUT/lib"
    rm -rf __phello__ __hello__.py ctypes curses dbm/gnu.py dbm/ndbm.py ensurepip idlelib pydoc_data/topics.py \
        site-packages sqlite3 tkinter turtle.py turtledemo venv
)
# Where this machine keeps its folders is nobody's business.
sed "s@$PWD@/build@g; s@$HERE@/build@g; s@$PKG_LIBZ_SYS@/build@g; s@$PKG_BZIP2_SYS@/build@g" \
    "wasm/$(cat wasm/pybuilddir.txt)"/_sysconfigdata_*.py >"$OUT/lib/_sysconfigdata__wasi_wasm32-wasi.py"
./build-python "$HERE/compile_library.py" "$OUT/lib" /usr/lib/python3.13

cp -R "$PKG_TZDATA/tzdata/zoneinfo/." "$OUT/zoneinfo"
find "$OUT/zoneinfo" -name '*.py' -exec rm {} +
