import { forget, type PlanInfo, type RosterDocument, read } from '../api.js';
import { day, moment, number, time } from '../format.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Show } from '../parts/frame.js';
import { go, weekPath } from '../router.js';
import { useLanguage, useWords } from '../settings.js';
import { DifferenceTable } from './difference.js';
import { type Draft, shiftOf, stepsOf } from './edits.js';
import { type Difference, rebased } from './rebase.js';
import { keepEdits } from './use-draft.js';

/** What others changed since, of the API's refusal (412). */
export interface OthersChanges {
  readonly changes?: readonly {
    readonly at: string;
    readonly author: string;
    readonly differences: readonly Difference[];
  }[];
}

interface ConflictProps {
  readonly frame: Frame;
  readonly plan: PlanInfo;
  readonly draft: Draft;
  readonly others: OthersChanges;
  readonly nameOf: (agent: string) => string;
}

/** Somebody else saved the draft first: what they changed, and a way to keep one's own edits. */
export function Conflict({ frame, plan, draft, others, nameOf }: ConflictProps) {
  const t = useWords();
  const language = useLanguage();
  const { zone } = frame.centre;
  const loaded = useLoad(`conflict ${plan.id} ${plan.revision} ${draft.past.length}`, async () => {
    const now = (await read<PlanInfo>(`/v1/plans/${plan.id}`, true)).value;
    const roster = (await read<RosterDocument>(`/v1/plans/${plan.id}/files/roster.json`, true)).value;
    return { now, ...rebased(draft, roster.shifts.map(shiftOf)), edits: draft.past.length };
  });
  const reopen = (): void => {
    forget();
    go(`${weekPath(plan.week, 'roster')}?plan=${plan.id}&done=${Date.now()}`);
  };
  return (
    <section class="notice bad" role="alert">
      <h2>{t('conflict.title')}</h2>
      {(others.changes ?? []).map((change) => (
        <section key={change.at}>
          <p>
            <strong>
              {t('conflict.by', { author: change.author, when: moment(language, Date.parse(change.at), zone) })}
            </strong>
          </p>
          <DifferenceTable frame={frame} differences={change.differences} nameOf={nameOf} />
        </section>
      ))}
      <Show loaded={loaded}>
        {({ now, draft: kept, lost, edits }) => (
          <>
            <p>{t('conflict.text', { n: number(language, edits), kept: number(language, kept.past.length) })}</p>
            {lost.length === 0 ? null : (
              <>
                <p>{t('conflict.lost')}</p>
                <ul>
                  {lost.map((edit, i) => {
                    const [step] = stepsOf(edit);
                    const shift = step?.before ?? step?.after;
                    return shift === undefined ? null : (
                      // Two edits may concern the same shift.
                      <li key={`${shift.key} ${i}`}>
                        {nameOf(shift.agent)}, {day(language, shift.startMs, zone)}{' '}
                        {time(language, shift.startMs, zone)}–{time(language, shift.endMs, zone)}
                      </li>
                    );
                  })}
                </ul>
              </>
            )}
            <p class="actions">
              <button
                type="button"
                class="main"
                onClick={() => {
                  keepEdits(plan.id, now.revision, kept);
                  keepEdits(plan.id, plan.revision, undefined);
                  reopen();
                }}
              >
                {t('conflict.keep')}
              </button>
              <button
                type="button"
                onClick={() => {
                  keepEdits(plan.id, plan.revision, undefined);
                  reopen();
                }}
              >
                {t('conflict.drop')}
              </button>
            </p>
          </>
        )}
      </Show>
    </section>
  );
}
