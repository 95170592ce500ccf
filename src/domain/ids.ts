declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Ids are texts that the compiler keeps apart: a queue id does not fit where an agent id is wanted. */
export type QueueId = Branded<'queue'>;
export type SiteId = Branded<'site'>;
export type SkillId = Branded<'skill'>;
export type AgentId = Branded<'agent'>;
export type ContractId = Branded<'contract'>;
export type WorkPlanId = Branded<'work plan'>;
export type ActivityId = Branded<'activity'>;

export const queueId = (text: string): QueueId => text as QueueId;
export const siteId = (text: string): SiteId => text as SiteId;
export const skillId = (text: string): SkillId => text as SkillId;
export const agentId = (text: string): AgentId => text as AgentId;
export const contractId = (text: string): ContractId => text as ContractId;
export const workPlanId = (text: string): WorkPlanId => text as WorkPlanId;
export const activityId = (text: string): ActivityId => text as ActivityId;
