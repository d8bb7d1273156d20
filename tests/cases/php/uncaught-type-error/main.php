<?php
declare(strict_types=1);
echo "before\n";
$list = [1];
echo @$list[5], "quiet\n";
echo $list[5], $list["key"], "warned\n";
function half(int $n): float { return $n / 2; }
echo half(5), "\n";
try {
    echo half("5"), "\n";
} catch (TypeError $error) {
    echo preg_replace('/, called.*/', '', $error->getMessage()), "\n";
}
trigger_error("mine", E_USER_WARNING);
null_function();
