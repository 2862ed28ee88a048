import {
  type UseMutationOptions,
  type UseMutationResult,
  useMutation as useAnyMutation,
} from '@tanstack/react-query';
import { useRef } from 'react';

/** Milliseconds after an answer within which the same is not asked for again: the second press of a double click. */
const doublePress = 700;

/** A change that is made once by a double click: what is asked for again meanwhile is the same change. */
export function useMutation<Data, Variables = void>(
  options: Omit<UseMutationOptions<Data, Error, Variables>, 'mutationFn'> & {
    mutationFn: (variables: Variables) => Promise<Data>;
  },
): UseMutationResult<Data, Error, Variables> {
  const last = useRef<{ variables: string; until: number; answer: Promise<Data> }>(undefined);
  return useAnyMutation({
    ...options,
    mutationFn: (variables: Variables) => {
      const asked = JSON.stringify(variables) ?? '';
      if (last.current?.variables === asked && performance.now() < last.current.until)
        return last.current.answer;
      const answer = options.mutationFn(variables);
      const made = { variables: asked, until: Number.POSITIVE_INFINITY, answer };
      last.current = made;
      // What failed can be tried again at once.
      answer.then(
        () => {
          made.until = performance.now() + doublePress;
        },
        () => {
          made.until = 0;
        },
      );
      return answer;
    },
  });
}
