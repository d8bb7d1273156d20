<?php
$numbers = preg_split('/\s+/', trim(stream_get_contents(STDIN)), -1, PREG_SPLIT_NO_EMPTY);
if (count($numbers) < 2) {
    fwrite(STDERR, "two numbers, please\n");
    exit(2);
}
[$a, $b] = $numbers;
echo $a + $b, "\n";
