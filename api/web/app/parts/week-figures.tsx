import type { WeekSummary } from '../api.js';
import { money, number, percent } from '../format.js';
import { useLanguage, useWords } from '../settings.js';
import { Figure, FigureGroup } from './frame.js';

/** The numbers of a week: what is asked for and rostered, what it costs, how good it is. */
export function WeekFigures({ summary }: { summary: WeekSummary }) {
  const t = useWords();
  const language = useLanguage();
  const { currency, queues } = summary;
  const sum = (of: (queue: WeekSummary['queues'][number]) => number): number =>
    queues.reduce((all, one) => all + of(one), 0);
  const hours = (value: number): string => number(language, value, 1);
  const shortHours = sum((one) => one.shortHours);
  return (
    <div class="figure-groups">
      <FigureGroup name={t('glance.group.work')}>
        <Figure name={t('glance.contacts')} value={number(language, Math.round(sum((one) => one.offered)))} />
        <Figure name={t('glance.wanted')} value={hours(sum((one) => one.requiredHours))} />
        <Figure name={t('glance.rostered')} value={hours(sum((one) => one.rosteredHours))} />
        <Figure name={t('glance.short')} value={hours(shortHours)} tone={shortHours >= 0.05 ? 'bad' : 'good'} />
        <Figure name={t('glance.surplus')} value={hours(sum((one) => one.surplusHours))} />
        <Figure
          name={t('glance.people')}
          value={t('glance.people.of', {
            n: number(language, summary.agentsRostered),
            all: number(language, summary.agents),
          })}
        />
      </FigureGroup>
      <FigureGroup name={t('glance.group.money')}>
        <Figure name={t('glance.cost')} value={money(language, summary.costMinor, currency)} />
        <Figure name={t('glance.percontact')} value={money(language, summary.costPerContactMinor, currency)} />
        <Figure name={t('glance.paid')} value={hours(summary.paidHours)} />
        <Figure name={t('glance.gap')} value={percent(language, summary.objective.gap)} help={t('glance.gap.help')} />
      </FigureGroup>
      <FigureGroup name={t('glance.group.rules')}>
        <Figure
          name={t('glance.rules')}
          value={number(language, summary.hardRulesBroken)}
          tone={summary.hardRulesBroken > 0 ? 'bad' : 'good'}
        />
        <Figure
          name={t('glance.law')}
          value={number(language, summary.lawBreaches)}
          tone={summary.lawBreaches > 0 ? 'bad' : 'good'}
        />
        <Figure name={t('glance.wishes')} value={number(language, summary.softRulesBroken)} />
      </FigureGroup>
    </div>
  );
}
