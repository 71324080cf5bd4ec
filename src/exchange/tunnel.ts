import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { withoutBrackets } from './address.ts';
import { explainFailure } from './failures.ts';
import type { Proxy } from './proxy.ts';
import { ExchangeError } from './types.ts';
import type { ExchangeErrorKind } from './types.ts';
import type { Trust } from './tls-material.ts';

/** As of the target's own answers: a refusal may come with a page of policies. */
const MAX_HEADER_BYTES = 64 * 1024;

export interface Tunnel {
  /** Ends the attempt; nothing is reported any more. */
  readonly abandon: () => void;
}

/**
 * Asks a proxy for a tunnel (CONNECT, RFC 9110 section 9.3.6). What the proxy answers is never taken for an answer of
 * the target: a refusal is a failure that names the proxy by its variable.
 * @param target host and port, an IPv6 address in brackets
 * @param trust where the proxy itself speaks TLS
 * @param done called once, with the open tunnel or with an ExchangeError
 */
export function openTunnel(
  proxy: Proxy,
  target: string,
  trust: Trust,
  done: (outcome: Duplex | ExchangeError) => void,
): Tunnel {
  const { protocol, hostname, port, authorization } = proxy;
  const headers = ['Host', target, ...(authorization === undefined ? [] : ['Proxy-Authorization', authorization])];
  const connect = (protocol === 'https:' ? https : http).request({
    agent: false,
    method: 'CONNECT',
    host: withoutBrackets(hostname),
    port,
    path: target,
    maxHeaderSize: MAX_HEADER_BYTES,
    headers: headers as unknown as http.OutgoingHttpHeaders,
    ...(protocol === 'https:' ? trust.connection : {}),
  });
  let over = false;
  const finish = (outcome: Duplex | ExchangeError) => {
    if (over) return;
    over = true;
    done(outcome);
  };
  const fail = (error: Error) => {
    const { kind, message } = explainFailure(error, new URL(`${protocol}//${hostname}:${port}`), 0, trust.words);
    finish(new ExchangeError(kind, `No tunnel through the proxy that ${proxy.variable} names: ${message}`));
  };
  connect.on('connect', (response, socket, head) => {
    const status = response.statusCode ?? 0;
    if (!over && status >= 200 && status < 300) {
      if (head.length > 0) socket.unshift(head);
      return finish(socket);
    }
    socket.destroy();
    finish(refusal(proxy, target, status));
  });
  connect.on('error', fail);
  connect.on('close', () => fail(new Error('closed')));
  connect.end();
  return {
    abandon: () => {
      over = true;
      connect.destroy();
    },
  };
}

function refusal({ variable, authorization }: Proxy, target: string, status: number): ExchangeError {
  const [kind, what] = explainStatus(status, variable, target, authorization !== undefined);
  return new ExchangeError(kind, `The proxy that ${variable} names ${what} (status ${status}).`);
}

function explainStatus(
  status: number,
  variable: string,
  target: string,
  known: boolean,
): [ExchangeErrorKind, sentence: string] {
  if (status === 407 && known) return ['refused', `refused the user and password that ${variable} holds`];
  if (status === 407) return ['refused', `wants a user and a password: write them into the URL that ${variable} holds`];
  if (status === 504) return ['timeout', `could not reach ${target} in time`];
  if (status === 502 || status === 503) return ['refused', `could not reach ${target}`];
  return ['refused', `opens no tunnel to ${target}: let it allow the host and port, or list the host in NO_PROXY`];
}
