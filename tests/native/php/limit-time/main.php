<?php
echo "begin\n";
set_time_limit(0);
while (true) {
}
