<?php
echo "begin\n";
$all = [];
while (true) {
    $all[] = str_repeat("x", 1000);
}
