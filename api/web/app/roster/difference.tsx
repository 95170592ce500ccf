import { type PlanInfo, read, type ShiftFile } from '../api.js';
import { day, time } from '../format.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Scroll, Show } from '../parts/frame.js';
import { type Language, useLanguage, useWords } from '../settings.js';
import type { Difference } from './rebase.js';

/** Shifts that are different from what is published. */
export const differencesOf = async (published: PlanInfo, plan: PlanInfo): Promise<readonly Difference[]> =>
  (await read<{ differences: Difference[] }>(`/v1/plans/${published.id}/compare/${plan.id}`)).value.differences;

interface DifferencesProps {
  readonly frame: Frame;
  readonly published: PlanInfo;
  readonly plan: PlanInfo;
  readonly nameOf: (agent: string) => string;
}

/** What publishing would change for whom. */
export function Differences({ frame, published, plan, nameOf }: DifferencesProps) {
  const t = useWords();
  const loaded = useLoad(`difference ${published.id} ${plan.id} ${plan.revision}`, () =>
    differencesOf(published, plan),
  );
  return (
    <Show loaded={loaded}>
      {(differences) =>
        differences.length === 0 ? (
          <p>{t('roster.diff.none')}</p>
        ) : (
          <DifferenceTable frame={frame} differences={differences} nameOf={nameOf} />
        )
      }
    </Show>
  );
}

/** Shifts as they were and as they are. */
export function DifferenceTable({
  frame,
  differences,
  nameOf,
}: {
  frame: Frame;
  differences: readonly Difference[];
  nameOf: (agent: string) => string;
}) {
  const t = useWords();
  const language = useLanguage();
  return (
    <Scroll label={t('roster.diff')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('roster.agent')}</th>
            <th scope="col">{t('diff.before')}</th>
            <th scope="col">{t('diff.after')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ agent, before, after }) => (
            <tr key={`${agent} ${before?.start} ${after?.start}`}>
              <th scope="row">{nameOf(agent)}</th>
              <td>{before === undefined ? '–' : shiftText(language, before, frame)}</td>
              <td>{after === undefined ? t('roster.diff.free') : shiftText(language, after, frame)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function shiftText(language: Language, shift: ShiftFile, { centre }: Frame): string {
  const site = centre.sites.find(({ id }) => id === shift.site);
  const zone = site?.zone ?? centre.zone;
  const [from, to] = [Date.parse(shift.start), Date.parse(shift.end)];
  return `${day(language, from, zone)} ${time(language, from, zone)}–${time(language, to, zone)}, ${site?.name ?? shift.site}`;
}
