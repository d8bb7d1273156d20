with Ada.Text_IO; use Ada.Text_IO;
with Ada.Command_Line; use Ada.Command_Line;
with Ada.Exceptions; use Ada.Exceptions;
procedure Main is
   Wrong   : exception;
   Numbers : array (1 .. 3) of Integer := (others => 0);
   Choice  : Integer;
begin
   Put_Line ("start");
   Choice := Integer'Value (Argument (1));
   case Choice is
      when 1 => Numbers (Argument_Count + 3) := 1;
      when 2 => raise Wrong with "two";
      when others => raise Program_Error;
   end case;
   Put_Line (Numbers (1)'Image);
exception
   when E : Program_Error => Put_Line ("handled " & Exception_Name (E));
end Main;
