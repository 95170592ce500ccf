import type { LawSetData } from '../schema.js';

/** No law at all: for studies, benchmarks and sites whose rules are not known. Nothing is checked. */
export const NONE: LawSetData = {
  id: 'none',
  name: 'No rules',
  validFrom: '1900-01-01',
  source: 'an empty set by choice',
  rules: [],
};
