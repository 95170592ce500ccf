import fc from 'fast-check';

/**
 * Property tests draw from a pinned seed, so that a run on one commit passes or fails everywhere alike. To look for new
 * counterexamples: `FC_SEED=$RANDOM npm test`.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_124) });
