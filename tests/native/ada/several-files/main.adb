with Ada.Text_IO; use Ada.Text_IO;
with Shapes; with First; with Second;
procedure Main is
   File : File_Type;
begin
   Open (File, In_File, "data/sides.txt");
   Put_Line (Shapes.Area (Integer'Value (Get_Line (File)))'Image);
   Close (File);
   Put_Line (Integer'Image (First.Value + Second.Value));
end Main;
