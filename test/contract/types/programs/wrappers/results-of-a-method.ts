import type { Client, ClientsManager } from 'auth0';

type Listed = Awaited<ReturnType<ClientsManager['getAll']>>;
type One = Awaited<ReturnType<ClientsManager['get']>>;
type Made = Awaited<ReturnType<ClientsManager['create']>>;

export const namesOf = ({ data }: Listed): string[] => data.map((client) => client.name);
export const idOf = ({ data }: One): string => data.client_id;
export const madeId = ({ data, status }: Made): string => `${data.client_id} ${status}`;
export const listOf = (listed: Listed): Client[] => listed.data;
