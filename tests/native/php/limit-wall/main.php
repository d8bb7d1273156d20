<?php
echo "begin\n";
sleep(60);
echo "end\n";
