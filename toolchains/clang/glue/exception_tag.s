# The tag that every C++ exception carries. It has one definition in a program, and the linker wants it from an object.
	.globl	__cpp_exception
	.tagtype	__cpp_exception i32
__cpp_exception:
