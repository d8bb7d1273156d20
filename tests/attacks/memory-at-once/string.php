<?php
// The limit of PHP's own may be raised; the host's is not.
ini_set('memory_limit', '64G');
$block = str_repeat('x', 1 << 30);
echo strlen($block);
