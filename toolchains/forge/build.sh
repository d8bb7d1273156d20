# Lays out a cross compiler for WASI preview 1 from parts that are built already. Nothing is compiled but the stubs.

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

# The sources of the C++ runtime, from which the C++ toolchain builds one that has exceptions.
cp -R "$zig/lib/libcxx" "$zig/lib/libcxxabi" "$zig/lib/libunwind" "$OUT/src/"

cp "$HERE/stubs/wasi-stubs.h" "$OUT/sysroot/include/wasm32-wasip1/"
"$OUT/bin/wasi-cc" -O2 -Wall -ffunction-sections -I"$HERE/stubs" -c "$HERE/stubs/wasi-stubs.c" -o stubs.o
rm -f "$OUT/sysroot/lib/wasm32-wasip1/libwasi-stubs.a"
"$OUT/bin/wasi-ar" rcs "$OUT/sysroot/lib/wasm32-wasip1/libwasi-stubs.a" stubs.o

# The reference program, linked here because it needs the flags of setjmp.
"$OUT/bin/wasi-cc" -O2 -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false -include wasi-stubs.h "$HERE/hello.c" \
    -lsetjmp -lwasi-stubs -o hello.wasm
