import { Text, type TextProps } from '@mantine/core';
import { visible } from './shown-text.js';

/** A text that somebody entered, on one line, cut where there is no room; in a direction of its own. */
export function GivenText({ children, ...props }: TextProps & { children: string }) {
  const text = visible(children);
  return (
    <Text
      component="bdi"
      display="block"
      truncate
      title={text.length > 40 ? text.slice(0, 2000) : undefined}
      {...props}
    >
      {text.length > 2000 ? `${text.slice(0, 2000)}…` : text}
    </Text>
  );
}
