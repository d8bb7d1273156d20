<?php
echo "good night\n";
sleep(3600);
