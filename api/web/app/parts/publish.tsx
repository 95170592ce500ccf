import { useState } from 'preact/hooks';
import { ApiProblem, type PlanInfo, send } from '../api.js';
import { number } from '../format.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { differencesOf } from '../roster/difference.js';
import { Overtaken, type WeekChanged } from '../roster/overtaken.js';
import { go, weekPath } from '../router.js';
import { useLanguage, useWords } from '../settings.js';
import { Problem, Show } from './frame.js';

interface PublishProps {
  readonly frame: Frame;
  readonly plan: PlanInfo;
  /** What stands now, where the week has been published before. */
  readonly published: PlanInfo | undefined;
  readonly people: number;
  readonly shifts: number;
  /** Money, where the caller may see it. */
  readonly cost?: string | undefined;
}

/** Publishing a draft: first who is concerned, then the deed. */
export function Publish(props: PublishProps) {
  const t = useWords();
  const language = useLanguage();
  const { plan, published } = props;
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>();
  const publish = async (over?: string): Promise<void> => {
    try {
      const body = {
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        ...(over === undefined ? {} : { over }),
      };
      await send('POST', `/v1/plans/${plan.id}/publish`, body, { 'if-match': `"${plan.revision}"` });
      go(weekPath(plan.week, 'week', 'published'));
    } catch (failure) {
      setError(failure);
    }
  };
  if (!asking) {
    return (
      <button type="button" class="main" onClick={() => setAsking(true)}>
        {t('glance.publish')}
      </button>
    );
  }
  return (
    <section class="notice" aria-labelledby="publish-title">
      <h2 id="publish-title">{t('glance.publish.title', { week: plan.week })}</h2>
      {published === undefined ? (
        <p>
          {t('glance.publish.first', {
            people: number(language, props.people),
            shifts: number(language, props.shifts),
          })}{' '}
          {props.cost === undefined ? '' : t('glance.publish.cost', { cost: props.cost })}
        </p>
      ) : (
        <Concerned {...props} published={published} />
      )}
      <p>
        <label class="inline">
          {t('glance.publish.reason')}
          <input value={reason} maxLength={500} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
      </p>
      {error === undefined ? null : error instanceof ApiProblem && error.code === 'week-changed' ? (
        <Overtaken
          frame={props.frame}
          plan={plan}
          others={error.body as WeekChanged}
          onOver={(standing) => void publish(standing)}
        />
      ) : (
        <Problem error={error} />
      )}
      <button type="button" class="main" onClick={() => void publish()}>
        {published === undefined
          ? t('glance.publish.yes', { people: number(language, props.people) })
          : t('glance.publish.again')}
      </button>{' '}
      <button type="button" onClick={() => setAsking(false)}>
        {t('glance.cancel')}
      </button>
    </section>
  );
}

/** Who notices, and how many on short notice. */
function Concerned({ frame, plan, published }: PublishProps & { readonly published: PlanInfo }) {
  const { noticeDays } = frame.centre;
  const t = useWords();
  const language = useLanguage();
  const loaded = useLoad(`concerned ${published.id} ${plan.id} ${plan.revision}`, () => differencesOf(published, plan));
  return (
    <Show loaded={loaded}>
      {(differences) => {
        const until = Date.now() + noticeDays * 86_400_000;
        const soon = differences.filter(({ before, after }) =>
          [before, after].some((shift) => shift !== undefined && Date.parse(shift.start) < until),
        );
        const people = (list: typeof differences): string =>
          number(language, new Set(list.map(({ agent }) => agent)).size);
        return (
          <p>
            {t('glance.publish.concerned', {
              people: people(differences),
              shifts: number(language, differences.length),
            })}{' '}
            {soon.length === 0 ? '' : t('glance.publish.short', { people: people(soon), days: noticeDays })}
          </p>
        );
      }}
    </Show>
  );
}
