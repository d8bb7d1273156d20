import std/os
switch("define", "found=" & $(fileExists("/etc/shadow") or dirExists("/root/.ssh")))
