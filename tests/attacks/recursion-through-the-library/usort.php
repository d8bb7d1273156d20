<?php
$compare = function ($a, $b) use (&$compare) { $list = [2, 1]; usort($list, $compare); return 0; };
try {
    $compare(1, 2);
} catch (Error) {
    echo "caught\n";
}
$compare(1, 2);
