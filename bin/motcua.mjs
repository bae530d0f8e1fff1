#!/usr/bin/env node
import { motcua } from '../scripts/lib.mjs';

motcua(process.argv.slice(2));
