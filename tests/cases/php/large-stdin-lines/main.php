<?php
$count = $sum = 0;
while (($line = fgets(STDIN)) !== false) {
    $sum += (int) $line;
    $count++;
}
echo "$count numbers, sum $sum\n";
