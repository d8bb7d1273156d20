<?php
echo "good night\n";
sleep(60);
