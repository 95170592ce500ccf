import type { Random } from '../random.js';
import type { HandleTime, Patience } from './problem.js';

/** Draws the time of one contact, given its mean where the law has one. */
export type Sampler = (random: Random, mean: number) => number;

/** ln X is normal with the mean and deviation that give X this mean and coefficient of variation. */
function logNormal(variation: number): Sampler {
  const variance = Math.log1p(variation * variation);
  const deviation = Math.sqrt(variance);
  return (random, mean) => mean * Math.exp(deviation * random.normal() - variance / 2);
}

export function handleSampler(handle: HandleTime): Sampler {
  switch (handle.law) {
    case 'exponential':
      return (random, mean) => random.exponential(mean);
    case 'log-normal':
      return logNormal(handle.variation);
    case 'constant':
      return (_, mean) => mean;
  }
}

export function patienceSampler(patience: Patience): (random: Random) => number {
  switch (patience.law) {
    case 'none':
      return () => Number.POSITIVE_INFINITY;
    case 'exponential': {
      const { meanSeconds } = patience;
      return (random) => random.exponential(meanSeconds);
    }
    case 'log-normal': {
      const draw = logNormal(patience.variation);
      const { meanSeconds } = patience;
      return (random) => draw(random, meanSeconds);
    }
    case 'empirical': {
      const { seconds } = patience;
      return (random) => seconds[random.integer(seconds.length)]!;
    }
  }
}
