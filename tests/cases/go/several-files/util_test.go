package main

import "testing"

func TestDouble(t *testing.T) {}
