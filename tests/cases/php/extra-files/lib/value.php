<?php
return ['value' => 42];
