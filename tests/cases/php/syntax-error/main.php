<?php
echo "never printed\n";
function area($w, $h) {
    return $w * $h
}
