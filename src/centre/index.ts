export { type CentreFiles, centreFromFiles } from './centre.js';
export { DEFAULT_BREAKS, DEFAULTS, SHIPPED_ACTIVITIES } from './defaults.js';
export { type IssueList, issueList, knownHint } from './issue-list.js';
export { type CentreFile, CentreFileSchema } from './schema.js';
export { checkSchema } from './schema-check.js';
export { formatPath, type JsonPath, type JsonSource, jsonSource, type Table } from './source.js';
