pragma(lib, "/root/secret.a");

void main()
{
}
