import { useState } from 'preact/hooks';
import { type ReportInfo, read } from '../api.js';
import { costOf, type Group, GroupPlan, headsOf, worstOf } from '../capacity/group-plan.js';
import { StartCapacity } from '../capacity/start.js';
import { loadChoices } from '../centre/choices.js';
import { moment, money, number } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Scroll, Show } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import { isoWeekOf } from '../weeks.js';

interface CapacityInfo {
  readonly currency: string;
  readonly fromWeek: string;
  readonly weeks: number;
  readonly groups: readonly Group[];
}

const FILES = ['capacity.xlsx', 'capacity.csv', 'hiring.csv', 'budget.csv'] as const;

/** People needed against people there for the weeks ahead, and whom to hire when. */
export function CapacityPage({ frame, id }: { frame: Frame; id?: string | undefined }) {
  const t = useWords();
  const language = useLanguage();
  const list = useLoad('capacity', async () => (await read<{ capacity: ReportInfo[] }>('/v1/capacity')).value.capacity);
  return (
    <>
      <h1>{t('cap.title')}</h1>
      <p class="lead">{t('cap.intro')}</p>
      <Show loaded={list}>
        {(reports) => {
          const shown = id ?? reports[0]?.id;
          return (
            <>
              {shown === undefined ? <p class="notice">{t('cap.empty')}</p> : <Plan key={shown} id={shown} />}
              {may(frame, 'rooster:capacity:write') ? <StartCapacity frame={frame} open={shown === undefined} /> : null}
              {reports.length < 2 ? null : (
                <>
                  <h2>{t('cap.list')}</h2>
                  <ul class="plain">
                    {reports.map((report) => (
                      <li key={report.id}>
                        <a data-in-app href={`/capacity/${report.id}`}>
                          {t('week.label', { week: isoWeekOf(report.from) })}
                        </a>
                        , {moment(language, Date.parse(report.createdAt), frame.centre.zone)}
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </>
          );
        }}
      </Show>
    </>
  );
}

/** A capacity plan: all groups in a line each, then the one that is chosen. */
function Plan({ id }: { id: string }) {
  const t = useWords();
  const language = useLanguage();
  const [chosen, setChosen] = useState(0);
  const loaded = useLoad(`capacity ${id}`, async () => {
    const [{ value: plan }, choices] = await Promise.all([read<CapacityInfo>(`/v1/capacity/${id}`), loadChoices()]);
    return { plan, contracts: new Map(choices.contracts.map((one) => [one.id, one.name])) };
  });
  return (
    <Show loaded={loaded}>
      {({ plan, contracts }) => {
        const group = plan.groups[chosen] ?? plan.groups[0]!;
        return (
          <>
            <div class="heading">
              <h2>
                {t('week.label', { week: plan.fromWeek })}, {number(language, plan.weeks)}{' '}
                {t('run.weeks').toLowerCase()}
              </h2>
              <ul class="actions" aria-label={t('cost.downloads')}>
                {FILES.map((file) => (
                  <li key={file}>
                    <a class="button" download href={`/v1/capacity/${id}/${file}`}>
                      {file}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
            <Scroll label={t('cap.summary')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('cap.group')}</th>
                    {(['cap.hires', 'cap.worst', 'cost.total'] as const).map((key) => (
                      <th scope="col" class="n" key={key}>
                        {t(key)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {plan.groups.map((one) => (
                    <tr key={one.group}>
                      <th scope="row">{one.group}</th>
                      <td class="n">{number(language, headsOf(one))}</td>
                      <td class={`n ${worstOf(one) > 0.05 ? 'over' : ''}`}>{number(language, worstOf(one), 1)}</td>
                      <td class="n">{money(language, costOf(one), plan.currency)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
            {plan.groups.length < 2 ? null : (
              <div class="tabs" role="group" aria-label={t('cap.groups')}>
                {plan.groups.map((one, i) => (
                  <button type="button" key={one.group} aria-pressed={one === group} onClick={() => setChosen(i)}>
                    {one.group}
                  </button>
                ))}
              </div>
            )}
            <GroupPlan
              key={group.group}
              group={group}
              currency={plan.currency}
              contractName={(contract) => contracts.get(contract) ?? contract}
            />
          </>
        );
      }}
    </Show>
  );
}
