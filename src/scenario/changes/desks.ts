import { type Applier, known, withCentre } from '../state.js';

/** Desks of an area of a site. */
export const changeDesks: Applier<'desks'> = (state, change, report) => {
  const site = known(state.centre.sites, 'site', change.site, 'site', report);
  if (site === undefined) return state;
  if (change.area === undefined && site.areas.length !== 1) {
    report(
      'area',
      'scenario-area-missing',
      `Site "${site.id}" has ${site.areas.length} areas.`,
      `Add "area": one of ${site.areas.map(({ id }) => id).join(', ')}.`,
    );
    return state;
  }
  const area = change.area === undefined ? site.areas[0] : known(site.areas, 'area', change.area, 'area', report);
  if (area === undefined) return state;
  const areas = site.areas.map((candidate) => (candidate === area ? { ...area, desks: change.desks } : candidate));
  return withCentre(state, {
    sites: state.centre.sites.map((candidate) => (candidate === site ? { ...site, areas } : candidate)),
  });
};
