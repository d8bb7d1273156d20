package Shapes;
use strict;
use warnings;

sub area { my ($width, $height) = @_; return $width * $height }

1;
