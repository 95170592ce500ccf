/** Something that is to be shared out fairly over a longer time than a plan. */
export interface Fairness {
  readonly id: string;
  /** Weekends worked, shifts of some kinds (lates, nights), or wishes granted. */
  readonly count: 'weekends' | 'shifts' | 'wishes';
  /** With `shifts`. */
  readonly kinds?: readonly string[];
  /** Weeks before the plan that count with it. */
  readonly weeks: number;
  /** Price of one more for each step that somebody is over their fair share, minor currency units; none with `wishes`. */
  readonly weight?: number;
}
