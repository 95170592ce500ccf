import { homeSiteOf } from '../../schedule/people.js';
import { type Applier, known, withCentre } from '../state.js';

/** Days a week from home, of everybody whose base is an office (of a site, with a contract). */
export const changeHomeDays: Applier<'home-days'> = (state, change, report) => {
  const { agents, contracts, sites } = state.centre;
  const site = change.site === undefined ? undefined : known(sites, 'site', change.site, 'site', report);
  const contract =
    change.contract === undefined ? undefined : known(contracts, 'contract', change.contract, 'contract', report);
  if (change.site !== undefined && site === undefined) return state;
  if (change.contract !== undefined && contract === undefined) return state;
  const offices = sites.filter(({ kind, id }) => kind === 'office' && (site === undefined || id === site.id));
  const homeless = offices.find((office) => homeSiteOf(state.centre, office) === undefined);
  if (homeless !== undefined && change.days > 0) {
    report(
      'days',
      'scenario-no-home-site',
      `There is no site of kind "home" in the country of site "${homeless.id}".`,
      'Add one to centre.json.',
    );
    return state;
  }
  const bases = new Set(offices.map(({ id }) => id));
  return withCentre(state, {
    agents: agents.map((agent) =>
      bases.has(agent.site) && (contract === undefined || agent.contract === contract.id)
        ? { ...agent, homeDays: change.days }
        : agent,
    ),
  });
};
