import std/os

sleep 60000
