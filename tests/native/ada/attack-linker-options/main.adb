procedure Main is
   pragma Linker_Options ("/root/secret.o");
begin
   null;
end Main;
