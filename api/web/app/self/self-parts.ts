/** Pages of an agent beside the roster: `/me/leave` … */
export const SELF_PARTS = ['leave', 'wishes', 'shifts'] as const;
export type SelfPart = (typeof SELF_PARTS)[number];
