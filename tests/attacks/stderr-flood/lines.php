<?php
while (true) {
    fwrite(STDERR, "an error\n");
    error_log('another');
    echo $undefined;
}
