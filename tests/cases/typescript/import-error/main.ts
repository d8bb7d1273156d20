import lodash from 'lodash';
import { x } from './nope';
console.log(lodash, x);
