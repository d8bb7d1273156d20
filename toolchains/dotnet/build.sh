# Lays out .NET's runtime and the compilers that run on it. Nothing is compiled.

cp -R "$PKG_DOTNETCORE2/dotnetcore2/bin" "$OUT/runtime"
FRAMEWORK=$(echo "$OUT"/runtime/shared/Microsoft.NETCore.App/*)

# Without the lists of what they depend on, the compilers take the libraries beside them and those of the runtime.
SDK=$(echo "$PKG_DOTNET_SDK_2_2_LINUX_X64"/sdk/*)
mkdir "$OUT/roslyn" "$OUT/fsharp" "$OUT/ssl"
for library in vbc Microsoft.CodeAnalysis Microsoft.CodeAnalysis.VisualBasic System.Collections.Immutable \
    System.Reflection.Metadata; do
    cp "$SDK/Roslyn/bincore/$library.dll" "$OUT/roslyn/"
done
cp "$SDK"/FSharp/FSharp.C*.dll "$SDK/FSharp/fsc.exe" "$SDK/FSharp/default.win32manifest" "$OUT/fsharp/"
python3 "$HERE/primary.py" "$OUT/fsharp/FSharp.Compiler.Private.dll"
cp "$PKG_DOTNET_SDK_2_2_LINUX_X64"/LICENSE.txt "$OUT/roslyn/"
cp "$PKG_DOTNET_SDK_2_2_LINUX_X64"/LICENSE.txt "$OUT/fsharp/"

# The runtime's hashes and random numbers are those of OpenSSL 1.1, which Debian has no more.
cp "$PKG_PSYCOPG2_BINARY"/psycopg2_binary.libs/libcrypto-*.so.1.1 "$OUT/ssl/"
cp "$PKG_PSYCOPG2_BINARY"/psycopg2_binary.libs/libssl-*.so.1.1 "$OUT/ssl/libssl.so.1.1"

# What programs are compiled against is the runtime itself.
framework=/enclos/runtime/shared/Microsoft.NETCore.App/${FRAMEWORK##*/}
for file in "$FRAMEWORK"/System*.dll "$FRAMEWORK"/Microsoft*.dll "$FRAMEWORK/netstandard.dll" "$FRAMEWORK/mscorlib.dll"; do
    echo "-r:$framework/${file##*/}"
done >"$OUT/references.rsp"
{
    cat "$OUT/references.rsp"
    echo "-sdkpath:$framework"
    echo "-vbruntime:$framework/Microsoft.VisualBasic.Core.dll"
} >"$OUT/roslyn/references.rsp"
{
    cat "$OUT/references.rsp"
    echo "-r:/enclos/fsharp/FSharp.Core.dll"
} >"$OUT/fsharp/references.rsp"
rm "$OUT/references.rsp"

# Programs know no cultures but the invariant one, whose data is part of .NET, and have no thread that collects garbage
# beside the others.
cat >"$OUT/main.runtimeconfig.json" <<'END'
{
    "runtimeOptions": {
        "framework": {"name": "Microsoft.NETCore.App", "version": "3.1.0"},
        "configProperties": {"System.GC.Concurrent": false, "System.Globalization.Invariant": true}
    }
}
END

# F#'s library becomes one of the runtime's, so that it need not lie beside every program.
cp "$OUT/fsharp/FSharp.Core.dll" "$FRAMEWORK/"
python3 - "$FRAMEWORK/Microsoft.NETCore.App.deps.json" <<'END'
import json
import sys

with open(sys.argv[1]) as file:
    told = json.load(file)
for target in told["targets"].values():
    for library in target.values():
        if "System.Runtime.dll" in str(library.get("runtime")):
            library["runtime"]["FSharp.Core.dll"] = {"assemblyVersion": "4.5.0.0", "fileVersion": "4.5.0.0"}
with open(sys.argv[1], "w") as file:
    json.dump(told, file)
END

# Whoever runs the programs may be another user than the one who owns the cache.
chmod -R a+rX "$OUT"
chmod 755 "$OUT/runtime/dotnet"
