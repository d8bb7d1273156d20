# Makes a command of the Ruby that its developers publish as a reactor for JavaScript hosts, and unpacks its library.

# The module with the library has it all in its memory. There every run would carry it, so the run's is the module
# without, and the library becomes a folder; the one with it is asked to write it out.
node "$HERE/unpack.mjs" "$PKG_RUBY_3_4_WASM_WASI/dist/ruby+stdlib.wasm" "$HERE/unpack.rb" "$OUT/lib"

# What serves packages, documentation and the interactive shell, or needs a terminal or a network.
(
    cd "$OUT/lib"
    rm -rf 3.4.0/bundler* 3.4.0/irb* 3.4.0/mkmf.rb 3.4.0/rdoc* 3.4.0/readline.rb 3.4.0/reline* 3.4.0/syntax_suggest* \
        3.4.0/rubygems/ssl_certs gems/3.4.0/build_info gems/3.4.0/cache gems/3.4.0/doc gems/3.4.0/specifications
    cd gems/3.4.0/gems
    rm -rf bundler-* drb-* erb-* irb-* net-* rdoc-* repl_type_completor-* resolv-replace-* rinda-* syntax_suggest-* typeprof-*
)
cp -R "$HERE/library" "$OUT/lib/enclos"

node "$HERE/unwinding.mjs" "$PKG_RUBY_3_4_WASM_WASI/dist/ruby.wasm" ruby.wasm

# The pieces are merged into one module, which imports nothing but WASI.
node "$PKG_BINARYEN/bin/wasm-merge" --enable-bulk-memory --enable-multivalue --enable-mutable-globals \
    --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext \
    ruby.wasm ruby "$HERE/javascript.wat" rb-js-abi-host "$HERE/handles.wat" canonical_abi "$HERE/entry.wat" entry \
    -o "$OUT/ruby.wasm"
