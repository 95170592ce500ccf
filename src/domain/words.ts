export type Channel = 'phone' | 'chat' | 'email' | 'outbound';
export type Line = 1 | 2;
export type SiteKind = 'home' | 'office' | 'offshore';
/** ISO weekday, 1 = Monday … 7 = Sunday. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
