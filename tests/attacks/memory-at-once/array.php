<?php
$list = new SplFixedArray(200_000_000);
echo count($list) + count(array_fill(0, 200_000_000, 1));
