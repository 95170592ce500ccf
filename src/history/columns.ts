import type { ColumnSpec } from './table.js';

/** Columns of the history CSV that hold numbers. */
export const MEASURES = [
  'offered',
  'handled',
  'abandoned',
  'aht_seconds',
  'asa_seconds',
  'answered_in_target',
  'staffed_agents',
] as const;
export type Measure = (typeof MEASURES)[number];

export type HistoryColumn = 'start' | 'queue' | 'interval_minutes' | Measure;

/**
 * The history CSV, with the names under which the usual telephone exchanges and planning tools export the same columns
 * (compared without case, spaces and punctuation).
 */
export const HISTORY_COLUMNS: Readonly<Record<HistoryColumn, ColumnSpec>> = {
  start: {
    required: true,
    aliases: [
      'TimeStamp',
      'DateTime',
      'StartTime',
      'StartDateTime',
      'IntervalStart',
      'StartInterval',
      'IntervalStartTime',
      'StartOfInterval',
      'Interval',
      'Period',
    ],
  },
  queue: {
    aliases: ['QueueName', 'QueueId', 'CallQueue', 'Skill', 'SkillName', 'Skillset', 'CallType', 'Split', 'Service'],
  },
  interval_minutes: {
    aliases: ['IntervalDuration', 'IntervalLength', 'IntervalLengthMinutes', 'IntervalMin', 'IntervalSize'],
  },
  offered: {
    required: true,
    aliases: [
      'CallsOffered',
      'OfferedCalls',
      'ContactsOffered',
      'OfferedContacts',
      'TotalOffered',
      'IncomingContactVolume',
      'IncomingContacts',
      'IncomingCalls',
      'IncomingVolume',
      'ContactsQueued',
      'ContactsReceived',
      'CallsReceived',
      'CallVolume',
      'ContactVolume',
      'Volume',
      'nOffered',
    ],
  },
  handled: {
    aliases: [
      'CallsHandled',
      'HandledCalls',
      'ContactsHandled',
      'HandledContacts',
      'CallsAnswered',
      'AnsweredCalls',
      'ContactsAnswered',
      'Answered',
      'AcdCalls',
      'nAnswered',
    ],
  },
  abandoned: {
    aliases: ['CallsAbandoned', 'AbandonedCalls', 'ContactsAbandoned', 'AbandonedContacts', 'AbnCalls', 'nAbandon'],
  },
  aht_seconds: {
    aliases: [
      'AHT',
      'AhtSec',
      'AhtInSeconds',
      'AverageHandleTime',
      'AverageHandlingTime',
      'AverageHandleTimeSeconds',
      'AvgHandleTime',
      'AvgHandleTimeSec',
      'HandleTime',
    ],
  },
  asa_seconds: {
    aliases: [
      'ASA',
      'AsaSec',
      'AsaInSeconds',
      'AverageSpeedOfAnswer',
      'AverageSpeedToAnswer',
      'AvgSpeedOfAnswer',
      'AvgSpeedAnswer',
      'AverageQueueAnswerTime',
    ],
  },
  answered_in_target: {
    aliases: ['AnsweredWithinTarget', 'AnsweredInThreshold', 'AnsweredWithinThreshold', 'AnsweredInSla', 'Acceptable'],
  },
  staffed_agents: {
    aliases: ['AgentsStaffed', 'StaffedPositions', 'AvgPositionsStaffed', 'AvgAgentsStaffed', 'Agents'],
  },
};

/** Interval lengths that a row may have, minutes. */
export const ROW_MINUTES: readonly number[] = [5, 6, 10, 15, 30, 60];
