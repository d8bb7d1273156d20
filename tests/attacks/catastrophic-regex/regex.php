<?php
ini_set('pcre.backtrack_limit', PHP_INT_MAX);
echo preg_match('/^(a+)+$/', str_repeat('a', 5000) . 'b');
