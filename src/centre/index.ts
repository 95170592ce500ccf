export { type CentreFiles, centreFromFiles } from './centre.js';
export { DEFAULT_BREAKS, DEFAULTS, SHIPPED_ACTIVITIES } from './defaults.js';
export {
  type CentreList,
  entryOf,
  idKeyOf,
  rowObject,
  withEntry,
  withRow,
  withSettings,
} from './edit-files.js';
export { type IssueList, issueList, knownHint } from './issue-list.js';
export { centreFileOf, printCentre } from './print-centre.js';
export { TABLES, type TableName } from './print-tables.js';
export { type CentreFile, CentreFileSchema } from './schema.js';
export { checkSchema } from './schema-check.js';
export { formatPath, type JsonPath, type JsonSource, jsonSource, type Table } from './source.js';
