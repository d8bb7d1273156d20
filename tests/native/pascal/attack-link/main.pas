program Links;
{$L /root/secret.o}
procedure secret; external;
begin
  secret;
end.
