with Ada.Text_IO; use Ada.Text_IO;
with Ada.Command_Line; use Ada.Command_Line;
with Ada.Environment_Variables; use Ada.Environment_Variables;
procedure Main is
begin
   for I in 1 .. Argument_Count loop
      Put_Line ("[" & Argument (I) & "]");
   end loop;
   Put_Line (Value ("NAME"));
   Put_Line (Exists ("OTHER")'Image);
end Main;
