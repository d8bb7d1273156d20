# Makes a command of a Perl that is published as a library for JavaScript hosts: the pieces are merged into one module,
# which imports nothing but WASI. Perl's own library is inside of it.
node "$HERE/stack.mjs" "$PKG_6OVER3_ZEROPERL_TS/dist/esm/zeroperl.wasm" zeroperl.wasm
node "$PKG_BINARYEN/bin/wasm-merge" --enable-bulk-memory --enable-multivalue --enable-mutable-globals \
    --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext \
    zeroperl.wasm perl "$HERE/host.wat" env "$HERE/entry.wat" entry -o "$OUT/perl.wasm"
cp -R "$HERE/library" "$OUT/lib"
