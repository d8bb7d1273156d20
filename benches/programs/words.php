<?php
$seed = 42;
$count = [];
for ($i = 0; $i < 400_000; $i++) {
    $seed = ($seed * 1103 + 12345) % 1048576;
    $word = 'w' . $seed % 5000;
    $count[$word] = ($count[$word] ?? 0) + 1;
}
uksort($count, fn($a, $b) => $count[$b] <=> $count[$a] ?: strcmp($a, $b));
echo implode(' ', array_slice(array_keys($count), 0, 3)), ' ', count(preg_grep('/7$/', array_keys($count))), "\n";
