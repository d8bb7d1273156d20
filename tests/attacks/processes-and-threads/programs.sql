.system echo executed
.shell echo executed
.load ./evil
.output |cat
SELECT 'still here';
.import "|echo executed" t
SELECT edit('executed');
SELECT load_extension('evil');
