import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { type SignedIn, useSignedIn } from '../session/session-context.js';

/** What is missing to do something; undefined where nothing is. Any one of the scopes is enough. */
export function useMissing(scopes: string | readonly string[] | undefined): string | undefined {
  return missingOf(useSignedIn(), scopes);
}

/** The same, for somebody whose scopes are known. */
export function missingOf(
  { can }: Pick<SignedIn, 'can'>,
  scopes: string | readonly string[] | undefined,
): string | undefined {
  const wanted = scopes === undefined ? [] : [scopes].flat();
  if (wanted.length === 0 || can(...wanted)) return undefined;
  return `You need the scope ${wanted.join(' or ')}.`;
}

/** A button that says what is missing where its user may not use it: it can be reached, and does nothing. */
export function PermittedButton({
  needs,
  unless,
  onClick,
  children,
  ...props
}: ButtonProps & {
  /** Any one of these scopes is enough. */
  needs: string | readonly string[];
  /** Another reason for which it cannot be used now. */
  unless?: string | undefined;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  type?: 'button' | 'submit';
  children: ReactNode;
}) {
  const missing = useMissing(needs) ?? unless;
  if (missing === undefined)
    return (
      <Button onClick={onClick} {...props}>
        {children}
      </Button>
    );
  return (
    <Tooltip label={missing} events={{ hover: true, focus: true, touch: true }} multiline maw={320}>
      <Button
        {...props}
        type="button"
        data-disabled
        aria-disabled
        onClick={(event) => event.preventDefault()}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
