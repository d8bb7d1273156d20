<?php
// Each of these has an end of its own; what is left afterwards is taken apart one level after the other.
$nested = [];
for ($i = 0; $i < 1000000; $i++) {
    $nested = [$nested];
}
var_dump(json_encode($nested), json_decode(str_repeat('[', 1000000)));
set_error_handler(fn() => true);
foreach (['serialize', 'var_export', 'print_r', 'http_build_query'] as $how) {
    try {
        in_array($how, ['var_export', 'print_r']) ? strlen($how($nested, true)) : $how($nested);
    } catch (Throwable $error) {
        echo get_class($error), "\n";
    }
}
echo strlen(serialize($nested)), "\n";
