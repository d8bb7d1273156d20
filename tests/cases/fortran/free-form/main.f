program hello
implicit none
print *, "Hello"
end program hello
