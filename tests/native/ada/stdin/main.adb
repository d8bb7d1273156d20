with Ada.Text_IO; use Ada.Text_IO;
with Ada.Integer_Text_IO; use Ada.Integer_Text_IO;
procedure Main is
   Total : Long_Long_Integer := 0;
   N     : Integer;
begin
   loop
      begin
         Get (N);
         Total := Total + Long_Long_Integer (N);
      exception
         when End_Error => exit;
      end;
   end loop;
   Put_Line (Total'Image);
end Main;
