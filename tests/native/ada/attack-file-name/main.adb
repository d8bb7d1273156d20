with Ada.Text_IO; use Ada.Text_IO;
with Ada.Directories; with Odd; with Dashed;
procedure Main is
begin
   Put_Line (Boolean'Image (Ada.Directories.Exists ("pwned")));
   Put_Line (Integer'Image (Odd + Dashed));
end Main;
