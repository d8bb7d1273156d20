import std/os

for argument in commandLineParams():
  echo "[", argument, "]"
echo getEnv("NAME")
echo existsEnv("OTHER")
quit 37
