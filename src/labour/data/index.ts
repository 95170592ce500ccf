import type { LawSetData } from '../schema.js';
import { EU } from './eu.js';
import { NL } from './nl.js';
import { NONE } from './none.js';
import { CW, ES, MA, PT, SR, TR, ZA } from './offshore.js';

/** Rule sets that come with the program; `law.json` replaces or adds to them. */
export const SHIPPED_LAW: readonly LawSetData[] = [NL, EU, SR, ZA, TR, PT, ES, CW, MA, NONE];
