<?php
// A callback that calls the same again, and a pattern that recurses into itself.
function replace(string $text): string { return preg_replace_callback('/./', fn($found) => replace($text), $text); }
var_dump(preg_match('/^(\((?:[^()]|(?1))*\))$/', str_repeat('(', 200000) . str_repeat(')', 200000)));
echo replace('ab');
