import type { Store } from './open.js';
import type { AuditRow } from './schema.js';

export type NewAudit = Omit<AuditRow, 'id' | 'organisation' | 'detail'> & { readonly detail: unknown };

/** Adds a line to the trail. */
export async function addAudit(store: Store, { detail, ...row }: NewAudit): Promise<void> {
  await store.db
    .insertInto('audit')
    .values({ ...row, organisation: store.organisation, detail: JSON.stringify(detail) })
    .execute();
}

/** Page of the trail, newest first; of one kind of resource or one resource where named. */
export const listAudit = (
  store: Store,
  { limit, before, resource, id }: { limit: number; before?: number; resource?: string; id?: string },
): Promise<AuditRow[]> =>
  store.db
    .selectFrom('audit')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .$if(resource !== undefined, (query) => query.where('resource', '=', resource!))
    .$if(id !== undefined, (query) => query.where('resource_id', '=', id!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
