# Builds the compiler, which is all ours.

"$DEP_FORGE/bin/wasi-cc" -O2 -Wall "$HERE/compile.c" "$HERE/module.c" -z stack-size=262144 -Wl,--stack-first,--strip-all \
    -o "$OUT/brainfuck.wasm"
