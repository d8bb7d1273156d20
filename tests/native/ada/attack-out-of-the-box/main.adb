with Ada.Text_IO; use Ada.Text_IO;
with Ada.Directories; use Ada.Directories;
procedure Main is
begin
   Put_Line (Exists ("/etc/shadow")'Image);
   Put_Line (Exists ("/root/.ssh")'Image);
   Put_Line (Exists ("/home")'Image);
   Put_Line (Exists ("/var/lib/dpkg")'Image);
   Put_Line (Exists ("/sys")'Image);
end Main;
