import { useState } from 'preact/hooks';
import { read, send } from '../api.js';
import { localDate } from '../format.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Show } from '../parts/frame.js';
import { type Translate, useLanguage, useWords } from '../settings.js';
import { addDays, isoWeekOf } from '../weeks.js';
import { Chip, dayOf, match, momentOf, shiftText, useAct, VerdictText } from './parts.js';
import { SelfTabs } from './tabs.js';
import type { Exchange, OwnOffer, OwnShifts, Way } from './types.js';

type Act = ReturnType<typeof useAct>['act'];
/** Days ahead that shifts are shown. */
const DAYS_AHEAD = 28;

/** Swaps, give-aways, open shifts and offers of an agent. */
export function ShiftsPage({ frame }: { frame: Frame }) {
  const t = useWords();
  const { round, act, outcome } = useAct();
  const today = localDate(Date.now(), frame.centre.zone);
  const loaded = useLoad(`shifts ${round}`, async () => {
    const period = `from=${today}&to=${addDays(today, DAYS_AHEAD)}`;
    const [own, exchanges, offers] = await Promise.all([
      read<OwnShifts>(`/v1/me/shifts?${period}`),
      read<{ exchanges: Exchange[] }>('/v1/me/exchanges'),
      read<{ offers: OwnOffer[] }>('/v1/me/offers'),
    ]);
    return { own: own.value, exchanges: exchanges.value.exchanges, offers: offers.value.offers };
  });
  return (
    <div class="me">
      <SelfTabs at="shifts" />
      <h1>{t('swap.title')}</h1>
      {outcome}
      <Show loaded={loaded}>
        {({ own, exchanges, offers }) => {
          const asked = exchanges.filter((one) => one.colleague === own.agent && one.state === 'proposed');
          const rest = exchanges.filter((one) => !asked.includes(one));
          return (
            <>
              <h2>{t('swap.offers')}</h2>
              <Offers offers={offers} own={own} act={act} />
              {asked.length === 0 ? null : (
                <>
                  <h2>{t('swap.asked')}</h2>
                  <Exchanges list={asked} own={own} act={act} />
                </>
              )}
              <h2>{t('swap.shifts')}</h2>
              <Shifts own={own} act={act} />
              {rest.length === 0 ? null : (
                <>
                  <h2>{t('swap.mine')}</h2>
                  <Exchanges list={rest} own={own} act={act} />
                </>
              )}
            </>
          );
        }}
      </Show>
    </div>
  );
}

function offerText(t: Translate, language: 'nl' | 'en', offer: OwnOffer, own: OwnShifts): string[] {
  return offer.changes.flatMap(({ change, start, newStart, newEnd }) => {
    const shift = own.shifts.find((one) => Date.parse(one.start) === Date.parse(start));
    const [from, to] = change === 'move' ? [offer.from, offer.to] : [newStart ?? start, newEnd ?? offer.to];
    if (change === 'move' && shift !== undefined && !offer.mine) return [];
    return [t(`swap.offer.${change}`, { day: dayOf(language, from), from: from.slice(11, 16), to: to.slice(11, 16) })];
  });
}

function Offers({ offers, own, act }: { offers: readonly OwnOffer[]; own: OwnShifts; act: Act }) {
  const t = useWords();
  const language = useLanguage();
  const shown = offers.filter(({ state, mine }) => state === 'open' || mine);
  if (shown.length === 0) return <p class="help">{t('swap.offers.none')}</p>;
  return (
    <ul class="cards">
      {shown.map((offer) => (
        <li key={offer.id}>
          <p class="card-head">
            <strong>{t(`swap.offer.${offer.kind}`)}</strong> <Chip state={offer.mine ? 'done' : offer.state} />
          </p>
          {offerText(t, language, offer, own).map((text) => (
            <p key={text}>{text}</p>
          ))}
          {offer.note === '' ? null : <p>{offer.note}</p>}
          <p class="muted">
            {offer.mine
              ? t('swap.offer.mine')
              : t('swap.offer.until', {
                  when: momentOf(language, offer.expiresAt),
                  left: offer.places - offer.taken,
                  places: offer.places,
                })}
          </p>
          {offer.mine ? null : (
            <button
              type="button"
              class="main"
              onClick={() => act(() => send('POST', `/v1/me/offers/${offer.id}/accept`), t('swap.done'))}
            >
              {t('self.accept')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Who gives what to whom. */
export function ExchangeText({ exchange }: { exchange: Exchange }) {
  const t = useWords();
  const language = useLanguage();
  const { name, colleagueName, shift, back } = exchange;
  const fill = { name, colleague: colleagueName, shift: shiftText(language, shift) };
  return (
    <p>{back === undefined ? t('swap.give', fill) : t('swap.swap', { ...fill, back: shiftText(language, back) })}</p>
  );
}

const namesOf = ({ agent, name, colleague, colleagueName }: Exchange): Record<string, string> => ({
  [agent]: name,
  [colleague]: colleagueName,
});

function Exchanges({ list, own, act }: { list: readonly Exchange[]; own: OwnShifts; act: Act }) {
  const t = useWords();
  const answer = ({ id, revision }: Exchange, verb: string): void =>
    act(() => send('POST', `/v1/me/exchanges/${id}/${verb}`, undefined, match(revision)), t('swap.sent'));
  return (
    <ul class="cards">
      {list.map((one) => (
        <li key={one.id}>
          <p class="card-head">
            <Chip state={one.state} />
          </p>
          <ExchangeText exchange={one} />
          {one.reason === '' ? null : <p class="muted">{one.reason}</p>}
          {one.state === 'proposed' || one.state === 'asked' ? (
            <VerdictText verdict={one.verdict} names={namesOf(one)} />
          ) : null}
          {one.state !== 'proposed' ? null : one.colleague === own.agent ? (
            <span class="actions">
              <button type="button" class="main" onClick={() => answer(one, 'accept')}>
                {t('self.accept')}
              </button>
              <button type="button" onClick={() => answer(one, 'refuse')}>
                {t('self.refuse')}
              </button>
            </span>
          ) : (
            <button type="button" onClick={() => answer(one, 'withdraw')}>
              {t('self.withdraw')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Shifts({ own, act }: { own: OwnShifts; act: Act }) {
  const t = useWords();
  const language = useLanguage();
  const [open, setOpen] = useState<string>();
  const coming = own.shifts.filter(({ start }) => Date.parse(start) > Date.now());
  if (coming.length === 0) return <p class="help">{t('swap.shifts.none')}</p>;
  return (
    <ul class="cards">
      {coming.map((shift) => (
        <li key={shift.start}>
          <p class="card-head">
            <strong>{shiftText(language, shift)}</strong>
            <button
              type="button"
              aria-expanded={open === shift.start}
              onClick={() => setOpen(open === shift.start ? undefined : shift.start)}
            >
              {t('swap.ways')}
            </button>
          </p>
          {open === shift.start ? <Ways start={shift.start} act={act} /> : null}
        </li>
      ))}
    </ul>
  );
}

/** Who could take a shift, judged already; nothing that would be refused is shown. */
function Ways({ start, act }: { start: string; act: Act }) {
  const t = useWords();
  const language = useLanguage();
  const week = isoWeekOf(start.slice(0, 10));
  const loaded = useLoad(`ways ${start}`, async () => {
    const query = `week=${week}&shift=${encodeURIComponent(start)}`;
    return (await read<{ ways: Way[] }>(`/v1/me/exchanges/ways?${query}`)).value.ways;
  });
  const propose = ({ colleague, back }: Way): void =>
    act(
      () =>
        send('POST', '/v1/me/exchanges', {
          week,
          shift: start,
          colleague,
          ...(back === undefined ? {} : { back: back.start }),
        }),
      t('swap.sent'),
    );
  return (
    <Show loaded={loaded}>
      {(ways) => (
        <div class="ways">
          {ways.length === 0 ? <p>{t('swap.ways.none')}</p> : null}
          {(['give', 'swap'] as const).map((kind) => {
            const list = ways.filter(({ back }) => (back === undefined) === (kind === 'give'));
            return list.length === 0 ? null : (
              <section key={kind} aria-label={t(`swap.ways.${kind}`)}>
                <h3>{t(`swap.ways.${kind}`)}</h3>
                {kind === 'give' ? (
                  <button
                    type="button"
                    onClick={() => act(() => send('POST', '/v1/me/give-aways', { week, shift: start }), t('swap.sent'))}
                  >
                    {t('swap.all')}
                  </button>
                ) : null}
                <ul>
                  {list.map((way) => (
                    <li key={`${way.colleague} ${way.back?.start}`}>
                      <p>
                        <strong>{way.name}</strong>
                        {way.back === undefined ? '' : `, ${shiftText(language, way.back)}`}
                      </p>
                      <VerdictText verdict={way.verdict} names={{ [way.colleague]: way.name }} />
                      <button
                        type="button"
                        aria-label={t('swap.propose.to', { name: way.name })}
                        onClick={() => propose(way)}
                      >
                        {t('swap.propose')}
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
      )}
    </Show>
  );
}
