/** ISO weeks by calendar arithmetic on plain dates; no zone is involved. */
export { addDays } from '../../../src/time/dates.js';
export { isoWeekOf, mondayOfIsoWeek } from '../../../src/time/week.js';
