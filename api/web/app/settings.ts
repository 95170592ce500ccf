import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { EN, type WordKey } from './words-en.js';
import { NL } from './words-nl.js';

export type Language = 'nl' | 'en';
export type Theme = 'auto' | 'light' | 'dark';

/** A value that this device remembers; undefined where storage is refused. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`rooster.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a value on this device; empty forgets it. */
export function remember(name: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(`rooster.${name}`);
    else localStorage.setItem(`rooster.${name}`, value);
  } catch {
    // Private windows may refuse storage; the setting then lasts as long as the page.
  }
}

export function firstLanguage(): Language {
  const kept = remembered('language');
  if (kept === 'nl' || kept === 'en') return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('nl')) ? 'nl' : 'en';
}

export function firstTheme(): Theme {
  const kept = remembered('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

export type Fill = Readonly<Record<string, string | number>>;
export type Translate = (key: WordKey, fill?: Fill) => string;

/** Text of a key with its `{names}` filled in. */
export function translator(language: Language): Translate {
  const words = language === 'nl' ? NL : EN;
  return (key, fill = {}) => words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ''));
}

/** Text of a key that may be missing, such as the name of a component of cost. */
export function wordOr(t: Translate, key: string, other: string, fill: Fill = {}): string {
  return key in EN ? t(key as WordKey, fill) : other;
}

export const LanguageContext = createContext<Language>('en');
export const useLanguage = (): Language => useContext(LanguageContext);
export const useWords = (): Translate => translator(useLanguage());
