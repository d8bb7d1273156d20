# The package brings the module ready to run.

cp "$PKG_ESBUILD_WASI_PREVIEW1/esbuild.wasm" "$OUT/esbuild.wasm"
