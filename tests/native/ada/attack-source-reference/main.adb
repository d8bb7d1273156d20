pragma Source_Reference (1, "/etc/shadow");
procedure Main is
begin
   Undeclared;
end Main;
