import { useSearchParams } from 'react-router';

/** What narrows a page, kept in its address; an empty value is left out of it. */
export function useAddressFilter() {
  const [parameters, setParameters] = useSearchParams();
  return {
    value: (name: string) => parameters.get(name) ?? '',
    set: (change: Readonly<Record<string, string>>) =>
      setParameters(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change))
            if (value === '') next.delete(name);
            else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
  };
}
