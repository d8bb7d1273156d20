# Lays out a cross compiler for WASI preview 1 from parts that are built already. Nothing is compiled but what lies in stubs/.

zig=$PKG_ZIGLANG/ziglang
resources=$PWD/resources
mkdir -p "$OUT/bin" "$OUT/zig/include" "$OUT/zig/lib" "$OUT/sysroot/include" "$OUT/sysroot/lib" "$OUT/src" "$resources"

cp "$HERE"/bin/* "$OUT/bin/"
chmod +x "$OUT"/bin/wasi-* "$OUT/bin/wasm-ld"
cp "$zig/zig" "$OUT/zig/zig"
chmod +x "$OUT/zig/zig"

# clang's own headers. Those of the intrinsics of other processors, nine tenths of all, are of no use here.
(
    cd "$zig/lib/include"
    cp __std*.h __float*.h builtins.h float.h inttypes.h iso646.h limits.h mm_malloc.h std*.h tgmath.h unwind.h varargs.h \
        wasm_simd128.h "$OUT/zig/include/"
)

# wasi-libc, libc++ without exceptions, and the functions that compiled code calls for what the processor lacks. clang
# looks for the latter beside its own headers.
tar -xf "$PKG_YOWASP_CLANG/gen/llvm-resources.tar" -C "$resources" --no-same-owner
cp -R "$resources/include/wasm32-wasip1" "$resources/include/c++" "$OUT/sysroot/include/"
cp -R "$resources/lib/wasm32-wasip1" "$OUT/sysroot/lib/"
rm -f "$OUT"/sysroot/lib/wasm32-wasip1/*.so
cp -R "$resources/lib/wasm32-unknown-wasip1" "$OUT/zig/lib/"

# printf, scanf and strtod: see stubs/printscan.c. The two sets of them that wasi-libc has are renamed in their object files,
# each name to one of the same length, so that both fit into a program.
libraries=$OUT/sysroot/lib/wasm32-wasip1
mkdir -p printscan/long printscan/double printscan/all
(cd printscan/long && "$OUT/bin/wasi-ar" x "$libraries/libc-printscan-long-double.a")
(cd printscan/double && "$OUT/bin/wasi-ar" x "$libraries/libc.a" $(ls ../long))
for object in $(ls printscan/long); do
    sed 's/strtold/strtolL/g; s/strtod/strtdL/g; s/strtof/strtfL/g; s/wcstold/wcstolL/g; s/wcstod/wcstdL/g; s/wcstof/wcstfL/g
        s/vfprintf/vfprintL/g; s/vfwprintf/vfwprintL/g; s/vfscanf/vfscanL/g; s/__floatscan/__floatscaL/g' \
        "printscan/long/$object" >"printscan/all/long-$object"
    sed 's/strtold/strtolD/g; s/wcstold/wcstolD/g; s/vfprintf/vfprintD/g; s/vfwprintf/vfwprintD/g; s/vfscanf/vfscanD/g' \
        "printscan/double/$object" >"printscan/all/double-$object"
done
"$OUT/bin/wasi-cc" -O2 -Wall -c "$HERE/stubs/printscan.c" -o printscan/all/choose.o
rm "$libraries/libc-printscan-long-double.a"
"$OUT/bin/wasi-ar" rcs "$libraries/libc-printscan-long-double.a" printscan/all/*

# The sources of the C++ runtime, from which the C++ toolchain builds one that has exceptions.
cp -R "$zig/lib/libcxx" "$zig/lib/libcxxabi" "$zig/lib/libunwind" "$OUT/src/"

cp "$HERE/stubs/wasi-stubs.h" "$OUT/sysroot/include/wasm32-wasip1/"
"$OUT/bin/wasi-cc" -O2 -Wall -ffunction-sections -I"$HERE/stubs" -c "$HERE/stubs/wasi-stubs.c" -o stubs.o
rm -f "$OUT/sysroot/lib/wasm32-wasip1/libwasi-stubs.a"
"$OUT/bin/wasi-ar" rcs "$OUT/sysroot/lib/wasm32-wasip1/libwasi-stubs.a" stubs.o

# The reference program, linked here because it needs the flags of setjmp.
"$OUT/bin/wasi-cc" -O2 -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false -include wasi-stubs.h "$HERE/hello.c" \
    -lsetjmp -lwasi-stubs -o hello.wasm
