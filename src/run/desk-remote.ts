import { callMethod, serveMethods, type MethodService } from '../exchange/rpc.ts';
import type { Desk, NotedUser, Standing } from './types.ts';

/** Serves the desks of a run, by vendor, to its workers. */
export function serveDesks(desks: Readonly<Record<string, Desk>>): Promise<MethodService> {
  const of = (vendor: string): Desk => {
    const desk = Object.hasOwn(desks, vendor) ? desks[vendor] : undefined;
    if (desk) return desk;
    throw new Error(`This run judges no vendor named ${JSON.stringify(vendor)}.`);
  };
  return serveMethods({
    standing: async (vendor: string) => of(vendor).standing(),
    control: async (vendor: string, answered: boolean) => of(vendor).control(answered),
    halted: async (vendor: string) => of(vendor).halted(),
    take: async (vendor: string, row: string) => of(vendor).take(row),
    giveBack: async (vendor: string, row: string, alive: string[]) => of(vendor).giveBack(row, alive),
    mayCreate: async (vendor: string, row: string, count: number) => of(vendor).mayCreate(row, count),
    note: async (vendor: string, users: NotedUser[]) => of(vendor).note(users),
  });
}

/** The desk of a vendor as a worker reaches it. */
export function remoteDesk(url: string, vendor: string): Desk {
  const call = async <T>(name: string, ...args: unknown[]): Promise<T> =>
    (await callMethod(url, name, [vendor, ...args])) as T;
  return {
    standing: () => call<Standing>('standing'),
    control: (answered) => call('control', answered),
    halted: () => call('halted'),
    take: (row) => call('take', row),
    giveBack: (row, alive) => call('giveBack', row, alive),
    mayCreate: (row, count) => call('mayCreate', row, count),
    note: (users) => call('note', users),
  };
}
