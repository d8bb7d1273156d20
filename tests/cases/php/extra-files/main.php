<?php
require __DIR__ . '/lib/shapes.php';
spl_autoload_register(fn(string $name) => require 'lib/' . strtolower($name) . '.php');
use function Shapes\area;
echo area(3, 4), ' ', (new Text('done'))->shout(), ' ', trim(file_get_contents('data/sides.txt')), ' ',
    (include 'lib/value.php')['value'], "\n";
var_dump(include_once 'lib/value.php', @include 'lib/none.php');
