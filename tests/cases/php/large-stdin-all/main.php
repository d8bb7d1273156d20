<?php
$text = file_get_contents('php://stdin');
echo strlen($text), ' ', substr_count($text, "\n"), ' ', count(array_count_values(str_word_count($text, 1))), ' ',
    var_export(fgets(STDIN), true), "\n";
