<?php
$all = [];
while (true) {
    $all[] = new ArrayObject([count($all)]);
}
