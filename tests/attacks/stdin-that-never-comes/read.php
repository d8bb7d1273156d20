<?php
var_dump(fgets(STDIN), stream_get_contents(STDIN), readline(), feof(STDIN), file_get_contents('php://stdin'));
