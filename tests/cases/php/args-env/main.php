<?php
echo $argc, "\n";
foreach (array_slice($argv, 1) as $number => $value) {
    echo $number, " [$value]\n";
}
var_dump(basename($argv[0]), $_SERVER['argc'] === $argc, getenv('NAME'), $_SERVER['NAME'] ?? null, getenv('OTHER'), PHP_SAPI,
    getcwd() === __DIR__);
