import passwd from '/etc/passwd';
import shadow from '../../../../etc/shadow';
import data from '/proc/self/environ';

console.log(passwd, shadow, data);
