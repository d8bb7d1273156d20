//go:build !windows

package main

func system() string { return "here" }
