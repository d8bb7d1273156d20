<?php
function depth(int $n): int
{
    return $n === 0 ? 0 : 1 + depth($n - 1);
}
echo depth(20000), "\n";

$nested = [];
for ($i = 0; $i < 20000; $i++) {
    $nested = [$nested];
}
function levels(array $list): int
{
    return $list ? 1 + levels($list[0]) : 0;
}
echo levels($nested), ' ', strlen(json_encode($nested, 0, 30000)), "\n";

final class Node
{
    public ?Node $next = null;
}
for ($i = 0, $first = null; $i < 100000; $i++) {
    $node = new Node();
    $node->next = $first;
    $first = $node;
}
unset($node, $first);

// Recursion through the engine's own functions uses another stack, which has an end that can be caught.
final class Endless
{
    public function __toString(): string
    {
        return '' . new Endless();
    }
}
try {
    echo new Endless();
} catch (Error $error) {
    echo 'Maximum call stack size', str_starts_with($error->getMessage(), 'Maximum call stack size') ? ' was reached' : $error,
        "\n";
}
$sort = function ($a, $b) use (&$sort) {
    $list = [2, 1];
    usort($list, $sort);
    return $a <=> $b;
};
try {
    $list = [2, 1];
    usort($list, $sort);
} catch (Error $error) {
    echo get_class($error), "\n";
}
echo "still here\n";
