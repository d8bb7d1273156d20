<?php
function down($n) { return 1 + down($n + 1); }
echo down(0);
