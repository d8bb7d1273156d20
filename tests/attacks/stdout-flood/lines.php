<?php
ignore_user_abort(true);
while (true) {
    echo "the same line again and again\n";
}
