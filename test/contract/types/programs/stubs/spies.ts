import type { ClientsManager, GetClientsRequest } from 'auth0';

type Method = (...args: any[]) => any;
interface Mock<F extends Method> {
  (...args: Parameters<F>): ReturnType<F>;
  calls: Parameters<F>[];
  mockResolvedValue(value: Awaited<ReturnType<F>>): this;
  mockImplementation(implementation: (...args: Parameters<F>) => ReturnType<F>): this;
}
type Mocked<T> = { [Name in keyof T]: T[Name] extends Method ? Mock<T[Name]> & T[Name] : T[Name] };
declare function spyOn<T extends object, Name extends keyof T>(
  on: T,
  name: Name,
): T[Name] extends Method ? Mock<T[Name]> : never;

export function test(clients: ClientsManager, mocked: Mocked<ClientsManager>): GetClientsRequest | undefined {
  spyOn(clients, 'get').mockResolvedValue({
    data: { client_id: 'a', name: 'A' } as any,
    status: 200,
    statusText: 'OK',
    headers: new Headers(),
  });
  spyOn(clients, 'delete').mockResolvedValue({
    data: undefined,
    status: 204,
    statusText: '',
    headers: new Headers(),
  });
  mocked.getAll.mockImplementation(async (parameters) => ({
    data: [{ client_id: 'a', name: `page ${parameters?.page}` } as any],
    status: 200,
    statusText: 'OK',
    headers: new Headers(),
  }));
  return mocked.getAll.calls[0]?.[0];
}
