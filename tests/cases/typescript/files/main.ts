import shape, { area, type Shape } from './shapes';
import { version as v } from './data.json';
import * as util from './util.js';
import type { Unused } from './missing-types';

const path = require('path');

export type Local = Unused | Shape;
console.log(area(shape), v, util.twice(4), path.basename('/a/b.ts'));
import('./util').then(({ twice }) => console.log(twice(1), require('./shapes').area({ width: 1, height: 2 })));
