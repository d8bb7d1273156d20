with Ada.Text_IO; use Ada.Text_IO;
with Ada.Directories; use Ada.Directories;
procedure Main is
   procedure Use_File (Name : String) is
      File : File_Type;
   begin
      Create (File, Out_File, Name);
      Put_Line (File, "line");
      Close (File);
      Open (File, In_File, Name);
      Put_Line (Get_Line (File));
      Delete (File);
      Put_Line (Exists (Name)'Image);
   exception
      when Ada.Text_IO.Use_Error | Ada.Text_IO.Name_Error => Put_Line ("not " & Name);
   end Use_File;
begin
   Use_File ("notes.txt");
   Use_File ("/tmp/notes.txt");
   Use_File ("/usr/x");
end Main;
