<?php
set_error_handler(fn() => true);
$out = fopen('big', 'w');
$total = 0;
while ($total < 1 << 30 && ($written = fwrite($out, str_repeat("\0", 65536)))) {
    $total += $written;
}
echo 'stopped: ', $total <= 4096 * 1024 ? 'true' : 'false', "\n";
