import Type from 'typebox';
import type { DeepReadonly } from '../../solver/problem.js';
import { Id, Share } from '../centre/schema-words.js';

/**
 * `capacity.json`: what a capacity plan needs beside the centre and its history. Money in major units of the centre's
 * currency, percentages as `8` for 8 %, weeks as ISO weeks (`2026-W49`).
 *
 * @example
 * ```json
 * { "groups": [ { "id": "agents",
 *     "attrition": { "percentPerYear": 30 },
 *     "training": { "weeks": 4, "productivity": [0.5, 0.7, 0.85] },
 *     "hiring": { "classSize": { "min": 4, "max": 12 } },
 *     "overtime": { "maxPercent": 5, "surchargePercent": 50 },
 *     "outsourcing": { "costPerHour": 34, "maxHoursPerWeek": 200 },
 *     "shortage": { "costPerHour": 90 } } ] }
 * ```
 */

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;
const Week = (description: string) =>
  Type.String({ pattern: '^\\d{4}-W\\d{2}$', title: 'a week like "2026-W49"', issue: 'week-bad', description });
const Money = (description: string) => Type.Number({ minimum: 0, title: 'an amount in major units', description });
const Percent = (description: string, maximum = 100) =>
  Type.Number({ minimum: 0, maximum, title: 'a percentage', description });
const Name = (what: string) => Type.String({ minLength: 1, title: `the id of a ${what}` });

/** Leavers in a year as a percentage of the mean head count; a week takes 1/52 of it. */
const YearlyAttrition = Percent('Leavers a year as a percentage of the mean head count; 1/52 of it each week', 5200);

const FiguresSchema = Type.Array(
  Type.Object(
    {
      week: Week('ISO week'),
      contacts: optional(Type.Number({ minimum: 0, title: 'a number of contacts' })),
      heads: optional(Type.Number({ minimum: 0, title: 'a number of people' })),
      hours: optional(Type.Number({ minimum: 0, title: 'hours', description: 'Productive hours' })),
      cost: optional(Money('Cost of the week')),
    },
    closed,
  ),
);

export const CapacityGroupSchema = Type.Object(
  {
    id: Id,
    queues: optional(Type.Array(Name('queue'), { minItems: 1, description: 'Queues the group serves. Default: all' })),
    fullTimeHours: optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 168,
        title: 'hours a week',
        description: 'Hours of one FTE. Default: the longest full time among the group’s contracts',
      }),
    ),
    start: optional(
      Type.Array(
        Type.Object(
          {
            contract: Name('contract'),
            heads: Type.Number({ minimum: 0, title: 'a number of people' }),
            weeksThere: optional(
              Type.Integer({
                minimum: 0,
                title: 'a number of weeks',
                description: 'Weeks since their first day, for people still in training or learning. Default: trained',
              }),
            ),
          },
          closed,
        ),
        {
          description:
            'People at the start. Default: agents of agents.csv who can take one of the queues, each in the first group that fits and with the weeks since the date `from`',
        },
      ),
    ),
    costs: optional(
      Type.Array(
        Type.Object({ contract: Name('contract'), costPerHour: Money('Employer’s cost per paid hour') }, closed),
        { description: 'Default: mean of the group’s agents with the contract, by the pay data, on each Monday' },
      ),
    ),
    attrition: Type.Object(
      {
        percentPerYear: YearlyAttrition,
        newHires: optional(
          Type.Object(
            {
              weeks: Type.Integer({ minimum: 1, title: 'a number of weeks', description: 'From the first day on' }),
              percentPerYear: YearlyAttrition,
            },
            { ...closed, description: 'Another rate in the first weeks' },
          ),
        ),
      },
      closed,
    ),
    shrinkage: optional(
      Type.Array(
        Type.Object(
          { reason: Type.String({ minLength: 1 }), percent: Percent('of paid time'), planned: Type.Boolean() },
          closed,
        ),
        { description: 'Paid time not on contacts. Default: that of the centre' },
      ),
    ),
    leave: optional(
      Type.Array(
        Type.Object(
          {
            fromWeek: Week('First week of the season'),
            toWeek: Week('Last week, inclusive'),
            percent: Percent('of paid time'),
          },
          closed,
        ),
        { description: 'Seasons in which the shrinkage for the reason "leave" is another' },
      ),
    ),
    demand: optional(
      Type.Array(
        Type.Object(
          {
            queue: optional(Name('queue')),
            fromWeek: optional(Week('First week. Default: the first of the plan')),
            toWeek: optional(Week('Last week, inclusive. Default: the last of the plan')),
            factor: optional(Type.Number({ minimum: 0, title: 'a factor', description: 'On the contacts forecast' })),
            contacts: optional(
              Type.Number({
                minimum: 0,
                title: 'contacts a week',
                description: 'In place of the forecast; needs a queue',
              }),
            ),
          },
          closed,
        ),
        { description: 'What the planner knows better than the forecast; later entries hold over earlier ones' },
      ),
    ),
    training: Type.Object(
      {
        weeks: Type.Integer({
          minimum: 0,
          maximum: 52,
          title: 'a number of weeks',
          description: 'Paid, without contacts',
        }),
        productivity: optional(
          Type.Array(Share('Productivity'), {
            description: 'Share of full productivity in the weeks after training, one after the other; then 1',
          }),
        ),
        costPerHead: optional(Money('Trainer, room and material per trainee')),
      },
      closed,
    ),
    hiring: optional(
      Type.Object(
        {
          classSize: Type.Object(
            {
              min: Type.Integer({ minimum: 1, title: 'a number of people' }),
              max: Type.Integer({ minimum: 1, title: 'a number of people' }),
            },
            closed,
          ),
          classesPerWeek: optional(Type.Integer({ minimum: 1, default: 1, title: 'a number of classes' })),
          firstWeek: optional(Week('First week in which a class can start. Default: the first of the plan')),
          lastWeek: optional(Week('Last week in which one can start. Default: the last of the plan')),
          maxHeads: optional(
            Type.Integer({ minimum: 0, title: 'a number of people', description: 'In the whole plan' }),
          ),
          contracts: optional(
            Type.Array(
              Type.Object(
                {
                  contract: Name('contract'),
                  minShare: optional(Share('Least share of all people hired')),
                  maxShare: optional(Share('Largest share of all people hired')),
                },
                closed,
              ),
              { minItems: 1, description: 'Contracts offered. Default: those of the start' },
            ),
          ),
          costPerHead: optional(Money('Recruitment per person')),
          costPerClass: optional(Money('Per class, whatever its size')),
        },
        { ...closed, description: 'Absent = nobody is hired' },
      ),
    ),
    overtime: optional(
      Type.Object(
        {
          maxPercent: Percent('of the paid hours of people on contacts'),
          surchargePercent: Percent('on the cost of an hour', 1000),
        },
        closed,
      ),
    ),
    outsourcing: optional(
      Type.Object(
        {
          costPerHour: Money('Per productive hour'),
          maxHoursPerWeek: optional(Type.Number({ minimum: 0, title: 'hours', description: 'Default: no limit' })),
        },
        closed,
      ),
    ),
    shortage: Type.Object(
      { costPerHour: Money('What a required hour that nobody works is worth, for the choice between the ways out') },
      closed,
    ),
    budget: optional(FiguresSchema),
    actual: optional(FiguresSchema),
  },
  closed,
);

export const CapacityFileSchema = Type.Object(
  {
    format: optional(Type.Literal('rooster-capacity/1')),
    groups: Type.Array(CapacityGroupSchema, { minItems: 1, title: 'a staffing group' }),
  },
  { ...closed, $id: 'rooster-capacity', title: 'Rooster capacity file' },
);

export type CapacityFile = DeepReadonly<Type.Static<typeof CapacityFileSchema>>;
export type CapacityGroup = DeepReadonly<Type.Static<typeof CapacityGroupSchema>>;
/** Budgeted or real figures of a week. */
export type Figures = NonNullable<CapacityGroup['budget']>[number];
