# Builds Chez Scheme's kernel, which interprets the portable bytecode that the package carries ready-made: the compiler
# and the libraries of the language are such bytecode. They are loaded when the snapshot is made.

cp "$PKG_CHEZSCHEME"/c/*.c "$PKG_CHEZSCHEME"/c/*.h .
cp "$PKG_CHEZSCHEME"/boot/pb/*.h "$PKG_CHEZSCHEME"/boot/pb/*.inc .
cp -R "$HERE/posix" .
cp "$HERE/main.c" main.c

# Nothing is known of the processor in a portable build, but we know that WebAssembly's is little-endian.
sed 's/#define native_endianness unknown/#define little 1\n#define big 2\n#define native_endianness little/' \
    "$PKG_CHEZSCHEME/boot/pb/equates.h" >equates.h
cat >config.h <<'END'
#define SCHEME_SCRIPT "scheme-script"
#define DEFAULT_HEAP_PATH "/usr/lib/chez"
#define DISABLE_CURSES
#define DISABLE_X11
END

# What the kernel knows of Emscripten's system holds for ours: the sizes of C's types, and that memory comes from malloc.
flags="-O3 -w -DPORTABLE_BYTECODE -D__EMSCRIPTEN__ -D_GNU_SOURCE -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID
    -D_WASI_EMULATED_PROCESS_CLOCKS -DHAVE_UNISTD_H -include posix/posix.h -I. -Iposix
    -I$PKG_LIBZ_SYS/src/zlib -I$PKG_LZ4_SYS/liblz4/lib"
jumps="-mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false"

kernel="statics segment alloc symbol intern gcwrapper gc-011 gc-par gc-ocd gc-oce number schsig io new-io print fasl vfasl
    stats foreign prim prim5 flushcache schlib thread expeditor scheme compress-io random ffi self-exe pb main"
for name in $kernel; do
    echo "$name.c"
done >sources
for name in adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr zutil gzlib gzread gzwrite gzclose; do
    echo "$PKG_LIBZ_SYS/src/zlib/$name.c"
done >>sources
for name in lz4 lz4frame lz4hc xxhash; do
    echo "$PKG_LZ4_SYS/liblz4/lib/$name.c"
done >>sources
xargs -P "$JOBS" -n 4 "$DEP_FORGE/bin/wasi-cc" $flags $jumps -c <sources

# Scheme's own stack lies on its heap; this one is for the kernel, whose collector recurs a little.
"$DEP_FORGE/bin/wasi-cc" -O3 *.o -lsetjmp -lwasi-stubs -lwasi-emulated-signal -lwasi-emulated-getpid \
    -lwasi-emulated-process-clocks -z stack-size=4194304 -Wl,--stack-first,--strip-all -o "$OUT/scheme.wasm"

mkdir "$OUT/lib"
cp "$PKG_CHEZSCHEME/boot/pb/petite.boot" "$PKG_CHEZSCHEME/boot/pb/scheme.boot" "$HERE"/library/*.ss "$OUT/lib/"
