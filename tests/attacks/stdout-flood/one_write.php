<?php
echo str_repeat('x', 20_000_000);
