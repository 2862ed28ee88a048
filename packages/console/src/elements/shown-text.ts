/** Characters that are not seen, or that turn the text around them: controls, and those that set its direction. */
const unseen = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A text of somebody else with all of it to be seen, so that it cannot pass itself off as another one. */
export function visible(text: string): string {
  return text.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same for a text of several lines, such as a program, with its tabs; in JSON it says what it said. */
export const visibleLines = (text: string) => text.replace(/[^\n\t]+/g, visible);

/** How something is called: by its id where there is nothing to be seen of its name. */
export const shownName = (name: string, id: string) => visible(name).trim() || visible(id);
