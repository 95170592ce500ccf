/** Agents with the same queues and speeds: their capacity is one pot. */
export interface SkillGroup {
  readonly name: string;
  readonly queues: Int32Array;
  readonly speeds: Float64Array;
}

export interface Area {
  readonly site: string;
  readonly siteIndex: number;
  readonly area: string;
  /** Desks; Infinity where unlimited. */
  readonly seats: number;
}
