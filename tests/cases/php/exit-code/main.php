<?php
register_shutdown_function(function () { echo "shut down\n"; });
final class Last { public function __destruct() { echo "destroyed\n"; } }
$last = new Last();
ob_start();
echo "buffered\n";
match ($argv[1]) {
    'text' => exit("a message\n"),
    'none' => exit,
    'end' => null,
    'finally' => (function () { try { exit(9); } finally { echo "not reached\n"; } })(),
    default => exit((int) $argv[1]),
};
echo "the end\n";
