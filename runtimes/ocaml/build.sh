# The toolchain builds the interpreter together with the compiler, from the same objects.
cp "$DEP_OCAML/ocamlrun.wasm" "$OUT/ocamlrun.wasm"
