import type { startService } from './service.js';

/** The small centre with contracts that leave room, so that there is something to exchange. */
export async function importRoomyCentre(service: Awaited<ReturnType<typeof startService>>): Promise<void> {
  await service.importFixture('small', (centre) => ({
    ...centre,
    contracts: centre.contracts.map((one) => ({
      ...one,
      underMinutes: 1200,
      overMinutes: 1200,
      daysPerWeek: { min: 0, max: 6 },
    })),
  }));
}
