<?php
final class Again { public function __destruct() { new Again(); } }
new Again();
